"""Which typed lines are requests to the interviewer, and which are answers."""

import time

import pytest

from interviewer.interview.events import Act
from interviewer.interview.speech import COMMANDS, interpret

REQUESTS = {
    Act.HINT: [
        "hint",
        "Hint?",
        "HINT PLEASE!",
        "a hint please",
        "Can I have a hint?",
        "could I get another hint please",
        "give me a hint",
        "I need a hint",
        "I would like a hint",
        "one more hint",
        "  hint\n",
    ],
    Act.SKIP: [
        "skip",
        "Skip this one",
        "skip the question please",
        "can we skip it",
        "pass",
        "next",
        "next question please",
        "let's move on",
        "Let’s move on",
        "I'd like to skip this one",
        "I want to skip",
    ],
    Act.REPEAT: [
        "repeat",
        "Repeat the question please",
        "can you repeat the question?",
        "could you say that again please?",
        "what was the question?",
        "What is the question?",
        "show the question",
        "come again?",
        "Could you rephrase the question?",
        "I don't understand the question",
    ],
    Act.HELP: ["help", "help me out", "I need help", "?"],
    Act.CLARIFY: [
        "Is this about training or inference?",
        "in PyTorch or in general?",
        "What is meant by logits?",
        "Should I include the formula?",
        "Do you mean dense layers only?",
    ],
    Act.PAUSE: ["pause", "take a break", "Can we take a break please", "may I pause"],
    Act.LEAVE: ["quit", "exit", "stop", "I want to stop", "please stop", "leave the interview"],
    Act.FINISH: ["finish", "finish the interview", "end this interview"],
    Act.DONT_KNOW: [
        "I don't know",
        "I don’t know.",
        "i dont know",
        "I really do not know",
        "I do not know this one",
        "no idea",
        "Sorry, no clue",
        "no clue, sorry!",
        "I have absolutely no idea",
        "not a clue",
        "idk",
        "IDK!",
        "dunno",
        "I'm not sure",
        "I am not really sure",
        "not sure about the exact formula",
        "I'm not sure what covariate shift means, sorry",
        "I can't remember",
        "I cannot recall the name",
        "I forgot",
        "Hmm... I forget the name",
        "I haven't heard of that",
        "I've never used it",
        "I can't tell",
        "I give up",
        "I pass",
        "beats me",
    ],
    Act.CLARIFY: [
        "What do you mean by effective?",
        "Do you mean at inference?",
        "do you mean the standard variant ?",
        "Should I assume batch size 32?",
        "Can I assume that the batch is large?",
        "Are you asking about training?",
        "clarify",
        "clarify the question",
    ],
}

ANSWERS = [
    # Words of the field that are also requests.
    "skip connections add the input",
    "skip-connections",
    "A skip connection",
    "pass the gradient back",
    "the gradient passes",
    "I pass the gradient back",
    "stop-gradient",
    "stop gradient",
    "early stopping",
    "stop training",
    "I'd pause the optimizer",
    "pause training",
    "break symmetry",
    "break;",
    "end-to-end",
    "exit()",
    "next layer",
    "Next token prediction",
    "help the gradient flow",
    "hint: it is dropout",
    "hint loss",
    "repeat vector",
    "It is dropout again",
    "forget gate",
    "forget",
    "I'd say skip",
    "Dropout? I'd skip it at test time",
    "continue",
    # Doubt with an answer in it.
    "I don't know the constant, but the variance is halved",
    "I don't know the constant but it halves",
    "not sure, maybe the mean?",
    "I'm not sure, I think it is the variance",
    "I guess I don't know",
    "we don't know the distribution",
    "I can't tell the classes apart",
    "not used at test time",
    "It is not used at inference",
    "no",
    "none",
    "no answer is stored",
    # Questions that are answers.
    "Dropout?",
    "is it dropout?",
    "Why?",
    "Does batch norm help because the loss is smooth?",
    # Quoted, foreign, odd.
    '"skip"',
    "“skip”",
    "« skip »",
    "« dropout »",
    "je ne sais pas",
    "跳过",
    "🤷",
    "🙂 skip",
    "...",
    "",
    " \n ",
    "\x00",
    "\ud800",
    "42",
    "[/x]",
    "/usr/bin/env",
    "/ operator",
    "//hint",
    "x" * 20_000,
    "hint " * 4000,
]


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, texts in REQUESTS.items() for text in texts])
def test_a_request(act: Act, text: str) -> None:
    assert interpret(text) == (act, text)


@pytest.mark.parametrize("text", ANSWERS, ids=lambda text: ascii(text)[:40])
def test_an_answer(text: str) -> None:
    assert interpret(text) == (Act.ANSWER, text)


@pytest.mark.parametrize(("name", "act"), COMMANDS.items())
def test_a_slash_says_it_for_sure(name: str, act: Act) -> None:
    assert interpret(f"/{name}") == (act, "")
    assert interpret(f"  /{name.upper()}  one  two\n") == (act, "one two")


@pytest.mark.parametrize(
    ("text", "act"), [("/quit", Act.LEAVE), ("/help", Act.HELP), ("/pass", Act.SKIP), ("/ hint", Act.HINT)]
)
def test_a_slash_goes_with_every_word_for_a_request(text: str, act: Act) -> None:
    assert interpret(text)[0] is act


def test_a_long_line_is_an_answer_whatever_it_says() -> None:
    assert interpret("can I have a hint please " + "please " * 5)[0] is Act.HINT
    assert interpret("can I have a hint please " + "please " * 20)[0] is Act.ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "what " + "you mean" * 2500,
        "what " + "you-mean-" * 2300,
        "hint" + " please" * 2800,
        "please " * 2900,
        "what " + "?" * 20_000,
        "." * 19_999 + "x",
        " " * 19_999 + "hint",
        "i don't " + "really " * 10 + "x" * 19_000,
        "i don't " * 2500,
        "no,no,no," * 2200,
        "no " + "." * 19_000 + "x",
        "sorry" + "-" * 19_000,
        "idk" + " .,…-" * 4000,
        "idk about " + "a" * 19_000 + ",",
        "not " + "so " * 6600,
        "/" + "a" * 19_999,
        "/" * 20_000,
        "i " + "really " * 9 + "x",
        "hm" * 10_000,
        "h" + "m" * 19_000,
        "clarify" * 2800,
    ],
    ids=lambda text: text[:20],
)
def test_no_line_takes_long_to_read(text: str) -> None:
    begun = time.process_time()
    interpret(text)
    # Backtracking that runs away takes minutes; a slow machine does not take a second.
    assert time.process_time() - begun < 1
