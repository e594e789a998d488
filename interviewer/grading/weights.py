"""Every weight and threshold of the grader, in one place.

Chosen on the development material by leave-one-question-out comparison (``docs/grading.md``); no figure here belongs
to one question.
"""

SYNONYM = 0.95
"""A word said through a glossary group or as a value, beside 1 for the word itself."""
PART = 0.85
"""A word said inside a compound name, or a compound said by its parts."""
OPPOSITE = 0.9
"""An opposite, as strong as the word it opposes."""
FUZZY_MIN = 5
"""Letters a word needs before misspellings of it are tried."""
FUZZY_CUT = 0.8
"""Damerau-Levenshtein similarity at which a misspelling counts."""
WORDS_CACHE = 20_000
"""Words looked up that are remembered a question."""
PREFIX_MIN = 6
PREFIX_SHARE = 0.65
PREFIX = 0.8
"""Words of one family (``optimise``, ``optimizer``): shared letters, share of the longer, strength."""
TAUGHT = 0.85
"""Share of a word's weight lost when the question or the interviewer said it first."""
FRESH = 0.15
"""Share of the matched words that must be the candidate's own for a match to count in full."""
LEAST_OWN = 0.35
"""A form whose words were mostly taught is measured against at least this share of its full weight."""
TRUST_PAIR = 0.96
TRUST_SENTENCE = 0.88
TRUST_SENTENCES = 0.65
TRUST_WHOLE = 0.7
"""How much a match counts when its words lie further apart than one clause."""
LONGEST_WINDOW = 30
"""Units that a window of several sentences or clauses may hold."""

GIVE_UP_LONGEST = 300
"""Characters beyond which a text is no mere "I don't know"."""
GIVE_UP_OTHER = 3
GIVE_UP_GOES_ON = 2
"""Words of substance that a mere "I don't know" may hold, and words after a "but" that make it an answer."""
LIST_LEAST_TOKENS = 6
LIST_LEAST_ITEMS = 5
LIST_ITEM_WORDS = 3
LIST_LONG_SHARE = 0.15
LIST_FUNCTION_SHARE = 0.12
"""A keyword list: tokens and items it has at least, words an item has at most, share of longer items and of function
words it may hold."""
OFF_TOPIC_LEAST_UNITS = 6
OFF_TOPIC_LIKENESS = 0.12
OFF_TOPIC_SHARED = 0.2
"""An answer of so many content words that is nowhere more alike to any form, and shares fewer of its words with the
question, is off topic."""
ECHO_SHARE = 0.8
ECHO_WHOLE = 0.5
"""Share of an answer's content words that the interviewer said, and share of what was said that they make up, from
which it is an echo."""

COVERAGE = 0.5
BALANCE = 0.3
WORD_COSINE = 0.1
CHARACTER_COSINE = 0.1
"""Likeness of a window to a form: idf-weighted coverage of the form, its geometric mean with the window's own density,
TF-IDF cosines of words and of character n-grams. They sum to 1."""
LEXICAL_FLOOR = (0.10, 0.15)
LEXICAL_FULL = (0.38, 0.60)
"""Likeness that is nothing, and likeness that is full support: for a target with one form, and for one with
``FORMS_RICH`` or more. The best of many forms is alike by chance more often."""
FORMS_RICH = 5
CONCEPT = 0.72
"""Weight of concept groups beside likeness."""
CONCEPT_MEAN = 0.6
"""Of a target's groups: weight of their mean beside their weakest."""
FOCUS = (0.4, 0.6)
"""Share of a window's words that the question's author used too, at which concept groups that it names count nothing,
and all: a sentence on another subject names some by chance."""
OWN_WORD = 0.5
"""Strength at which one of a target's groups is said in words that were not the interviewer's."""
TURNED_FLOOR = 0.2
TURNED_FULL = 0.45
"""Share of matched words with the opposite polarity that is nothing, and that reverses the statement."""
LOOK_CLOSER = 0.2
"""Support for the reversed reading from which the words themselves are laid beside each other."""
LOOK_AGAIN = 0.4
DENIED = 0.3
"""Support from which a window is searched for denied words of the question, and share of them that reverses it."""
DOUBT = 0.3
"""By how much the reversed reading of a window must lead to cancel its support."""
DEFENCE = 0.8
"""Share of the straight reading that is taken off the reversed one."""
BLURRED = 0.6
"""What a window counts whose clauses speak of both things compared, for a statement about one of them."""
ACCORD = 0.1
CONFLICT = 0.5
BINDING_DOUBT = 0.5
"""What bindings add to, or take from, the share of turned words; doubt keeps a single binding from deciding."""
BORDERLINE = 0.06
"""Confidence above one half below which a verdict is called borderline."""
ASTRAY_PRIOR = 0.04
"""Squared likeness below which it hardly matters that forms a little like a window are turned round by it."""
OPPOSED = 0.6
"""How far a window must state the opposite to contradict a key point that no window comes near, whatever else is."""
NEAR = 0.2
"""Support from which an answer comes near a key point."""
ALSO_RIGHT = 0.72
ALSO_RIGHT_CREDIT = 0.3
"""Support from which a key point is partly known although a misconception contradicts it elsewhere, and its credit."""
MISTAKE = 0.5
MISTAKE_CONCEPT = 0.8
MISTAKE_REPEATED = 0.85
RIVAL_CONCEPT = 0.7
MISTAKE_MARGIN = 0.08
"""Likeness that a misconception needs, backed by so much of its concepts or of its words; what a key point's support
counts beside its likeness, and by how much the misconception must lead."""
TELLING = 0.65
TELLING_LEAST = 0.3
"""Share of a misconception's telling words from which its likeness counts in full, and weight they have at least."""
PHRASE_LEAD = 0.3
"""By how much a key point may lead where a misconception's telling phrases stand."""
PHRASE_WORD = 0.7
PHRASE_GAP = 2
PHRASE_CLAUSES = 2
"""A phrase stands where its words match so well, so many tokens apart, within so many clauses."""
SHARE_EARNED = (0.0, 0.4, 0.55, 1.0)
SCORE_GIVEN = (0.0, 0.35, 0.62, 1.0)
"""Share of the core key points that was earned, and the score that people give for it: less than the share where
little is said, more where most is. Lone statements, whose credit follows the likeness, are not bent."""
CONTRADICTION_COST = 0.6
MISTAKE_COST = 0.25
"""What a contradicted key point takes from its own weight, and a misconception from the score."""
FATAL_CAP = 0.4
"""The most that an answer with a fatal misconception earns."""
FLAG_CAP = 0.25
"""The most that a flagged answer earns."""
CHOICE_WEIGHT = 0.5
"""Weight of the chosen option or output beside all core key points together."""
WRONG_CHOICE_CAP = 0.3
"""The most that an answer with the wrong option or output earns."""
INFORMATION_FULL = 8.0
"""Nats at which naming the concept groups of a key point is as telling as can be."""

SIDED = 0.3
"""Share of a target's forms that must speak of one side of a comparison for the target to be about it wholly."""
