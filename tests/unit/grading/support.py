"""A small question of our own, and the shortest way to grade an answer to it."""

from functools import cache

from interviewer.grading.grader import Grader
from interviewer.grading.lexicon import Lexicon
from interviewer.grading.result import Grade
from interviewer.knowledge.models import DirectedPrompt, Glossary, Kind, Question

GLOSSARY = Glossary(
    same=[
        ["batch normalization", "batchnorm", "bn"],
        ["learning rate", "lr"],
        ["fully connected", "dense", "fc"],
        ["increase", "grow", "larger"],
        ["decrease", "shrink", "smaller"],
        ["disable", "switch off", "turn off", "off", "inactive"],
        ["enable", "switch on", "turn on", "on", "active"],
    ],
    opposite=[
        [["increase", "larger"], ["decrease", "smaller"]],
        [["enable", "active"], ["disable", "inactive"]],
        [["train", "training"], ["eval", "evaluation", "inference"]],
        [["sum", "add"], ["multiply", "product"]],
        [["same", "equal"], ["different"]],
    ],
)
LEXICON = Lexicon(GLOSSARY)

DROPOUT = Question.model_validate(
    {
        "id": "regularization.dropout",
        "kind": "explain",
        "level": 2,
        "prompt": "What does dropout do, and how does it behave at test time?",
        "key_points": [
            {
                "id": "random-zeros",
                "statement": "During training it sets random activations to zero.",
                "concepts": [["zero", "zeroes", "kills", "drops"], ["random", "randomly", "by chance"]],
                "paraphrases": [
                    "some neurons are killed at random in each step",
                    "each unit vanishes with probability p",
                ],
            },
            {
                "id": "off-at-test",
                "statement": "In evaluation mode it is switched off and every unit is used.",
                "concepts": [
                    ["eval", "test", "inference"],
                    ["off", "disabled", "inactive", "identity", "does nothing"],
                ],
                "paraphrases": ["at inference the layer is just the identity", "nothing is dropped when predicting"],
            },
            {"id": "ensemble", "statement": "It resembles an ensemble of many thinned networks.", "tier": "bonus"},
        ],
        "misconceptions": [
            {
                "id": "off-in-training",
                "statement": "Dropout is switched off while training and active at inference.",
                "concepts": [["off in training", "off while training", "active at inference", "only at inference"]],
                "paraphrases": ["it only drops units when you predict"],
                "contradicts": "off-at-test",
                "correction": "It is active in training only.",
            },
            {
                "id": "deletes-for-good",
                "statement": "Dropout permanently deletes weights from the network.",
                "concepts": [["permanently deletes", "removes weights for good", "deleted forever"]],
                "paraphrases": ["weights are gone forever once they have been dropped"],
                "fatal": True,
            },
        ],
        "follow_ups": [
            {
                "ask": "Why are the surviving activations rescaled?",
                "key_points": [{"id": "expectation", "statement": "So that the expected activation stays the same."}],
            }
        ],
    }
)

CHOICE = Question.model_validate(
    {
        "id": "optimization.which",
        "kind": Kind.CHOOSE,
        "level": 1,
        "prompt": "Which optimizer keeps a running average of squared gradients?",
        "options": [
            {"id": "a", "text": "plain stochastic gradient descent"},
            {"id": "b", "text": "momentum with a constant step"},
            {"id": "c", "text": "RMSprop and Adam", "correct": True},
        ],
        "key_points": [{"id": "second-moment", "statement": "Adam divides by the root of the second moment estimate."}],
    }
)

OUTPUT = Question.model_validate(
    {
        "id": "tensors.prints",
        "kind": Kind.PREDICT,
        "level": 1,
        "prompt": "What does the snippet print?",
        "expected": {"outputs": ["alpha beta gamma"]},
        "key_points": [{"id": "default", "statement": "The default limit of three words is used."}],
    }
)

NUMBER = OUTPUT.model_copy(
    update={"id": "tensors.value", "expected": OUTPUT.expected.model_validate({"outputs": ["0.25"], "tolerance": 0.01})}
    if OUTPUT.expected
    else {}
)

QUESTIONS = (DROPOUT, CHOICE, OUTPUT, NUMBER)


@cache
def grader() -> Grader:
    return Grader(QUESTIONS, GLOSSARY)


def graded(answer: str, question: Question = DROPOUT, said: tuple[str, ...] = ()) -> Grade:
    return grader().grade(question, answer, said=said)


def status(answer: str, point: str, question: Question = DROPOUT) -> str:
    return str(graded(answer, question).point(point).status)


def accepts(accepted: list[str], answer: str) -> bool:
    """Ask for the second key point by a prompt that accepts these short answers."""
    point = DROPOUT.key_points[1].model_copy(update={"prompt": DirectedPrompt(ask="What is it then?", accept=accepted)})
    return grader().accepts(DROPOUT.model_copy(update={"key_points": [point]}), point.id, answer)
