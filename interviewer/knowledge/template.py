"""The topic file that a new author starts from."""

_TEMPLATE = """\
# Check this file with:  interviewer bank check --bank {file}
# Try its examples with: interviewer bank test --bank {file}
topic: {topic}
title: {title}
# summary: A sentence or two about the topic.

questions:
  # An id is permanent: history refers to it. Lower-case words, `<topic>.<name>`.
  - id: {topic}.first-question
    # explain, choose (needs `options`), predict (needs `expected`) or debug (shows `code`).
    kind: explain
    # 1 warm-up, 2 core, 3 senior, 4 expert.
    level: 2
    minutes: 3
    prompt: Why is the first layer of a classifier usually wider than the last one?
    key_points:
      # One proposition each. Core points make the score; `tier: bonus` ones only earn praise.
      - id: last-is-classes
        statement: The last layer has one output for each class, so its width is given by the task.
        # Every group is needed; any word or phrase of a group will do.
        concepts:
          - [one output per class, number of classes, as many outputs as labels]
        # The same proposition as different people would say it.
        paraphrases:
          - the size of the end is fixed by how many labels there are
          - ten categories, ten outputs
          - its width isn't a choice, you need exactly one score for every category
        # From vague to pointed, without the words that are fished for.
        hints:
          - What do you ask before you choose how the network ends?
          - Think of telling cats, dogs and birds apart.
        # prompt:
        #   ask: A question whose answer is a word or two.
        #   accept: [the answer, another way to say it]
    # What candidates wrongly believe.
    # misconceptions:
    #   - id: wider-is-slower
    #     statement: The first layer is wide because training would not converge otherwise.
    #     probe: Does a narrow network never converge?
    #     correction: Width is about capacity; narrow networks converge too.
    # follow_ups:
    #   - ask: What if there are a million classes?
    # model_answer: What a strong candidate would say in a minute.
    # What it is practice in, one to three; `interviewer bank stats` lists the skills that there are.
    # skills: [architecture-design]
    # sources: ["https://example.org/where-the-question-comes-from"]
    # Labelled answers; `interviewer bank test` grades them and compares.
    examples:
      - text: the output layer needs one unit per label, so with 10 labels it is 10 wide
        covers: [last-is-classes]
      - text: it is just a habit
        misses: [last-is-classes]
"""


def topic_template(topic: str, file: str) -> str:
    """Return a commented topic file that passes the bank's checks.

    Args:
        topic: the topic's id, lower-case words joined by hyphens.
        file: the file's name, for the commands in the first comment.
    """
    title = topic.replace("-", " ").capitalize()
    return _TEMPLATE.format(topic=topic, title=title, file=file)
