"""The closed lists of English words that the grader goes by."""

from snowballstemmer import stemmer


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(stemmer("english").stemWords(text.split()))


ARTICLES = frozenset({"a", "an", "the"})

FUNCTION_WORDS = _words(
    """
    a an the of to in on at by for with and or nor is are am be been being was were it its it's itself as that
    this these those from than then so do does did doing done you your we our us i me my he she his her they
    them their what which who whom whose how why when where if into onto out up down off over under about per
    via there here has have had having can could will would shall should may might must not no n't don't
    doesn't isn't aren't can't cannot won't wouldn't didn't wasn't hasn't haven't couldn't shouldn't because
    since while whereas but however although though also too very just really basically actually simply quite
    rather like e.g i.e eg ie etc ok okay well hmm um uh let's that's there's what's you'd you'll you're we're
    they're i'd i'm i'll it'd it'll one ones some any such more most much many thus hence therefore again even
    still already yet ever else own other another both each every all only always get gets got getting become
    becomes thing things way lot please think say says said know want example instance kind sort maybe perhaps
    means meaning meant
    """
)
"""Words that carry no field meaning of their own; some of them (not, only, more) still steer polarity."""

NEGATIONS = _words(
    """
    not no never without cannot nor neither none nothing nobody nowhere hardly barely unable dont doesnt isnt arent
    cant wont didnt wasnt couldnt shouldnt
    """
)
"""Words that turn what follows into its opposite; every word in ``n't`` does too."""

DISTINCT = _words(
    """
    positive times fixed additional active
    """
)
"""Words that the stemmer would throw together with others: position, time, fix, addition, activation."""


def negates(word: str) -> bool:
    """Return whether a word turns what follows into its opposite."""
    return word in NEGATIONS or word.endswith("n't")


CONTRASTS = _words(
    """
    but whereas while although though however because so since therefore thus hence otherwise instead unlike
    """
)
"""Words that open a clause of their own."""

CLAUSE_OPENERS = _words(
    """
    is are was were be do does did has have had can could will would may might must should don't doesn't isn't
    aren't can't cannot won't it they we you i he she this that there
    """
)
"""Words after "and" or "or" that show that a clause begins, not the next item of a list."""

PREVENTING = _stems(
    """
    prevent avoid stop alleviate mitigate eliminate break counter counteract combat cure fight avert lack
    disable resist protect guard fail refuse escape overcome
    """
)
"""Stems of verbs that turn their object round: ``prevents vanishing`` and ``no vanishing`` say the same."""

DIMINISHING = _stems(
    """
    reduce lower decrease lessen less fewer limit minimize solve fix remedy tackle address remove relieve suffer
    impossible redundant unnecessary useless needless superfluous missing absent
    """
)
"""Stems of words that turn a bad thing into a good one, or deny a thing, without negating a word."""

ABSENCES = _words(
    """
    without unless otherwise instead rather unlike
    """
)
CONDITIONS = frozenset({"if", "when"})
"""Words after which, and after whose negation, a clause tells what happens otherwise."""

BEING = _words("is are was were be been being gets get stays stay")
"""Words before a participle that make it passive."""

SCOPE_ENDS = _words(
    """
    when if because so as unless until where which while but since though although than
    """
)
"""Words that end the reach of a negation, because a side clause begins."""

GIVING_UP = _words(
    """
    honestly sorry hmm well um uh good question really afraid about this that it one here answer question right
    now can't remember know idea clue sure skip next pass never used heard seen learned forget forgot sadly
    unfortunately mind top head please move come back later subject topic thing anything something tell rather
    guess look up google today tbh frankly think would have no not don't haven't but maybe yet way have worked
    studied read what means mean familiar unfamiliar any blank drawing comment beats search
    """
)
"""Words that surround "I don't know" and say nothing more."""

UNNAMING = _stems(
    """
    between differ difference compare prefer preferred explain use describe plain with
    """
)
"""Stems of words beside a comparison that name neither side."""
