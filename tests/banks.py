"""Small banks for tests."""

import json
from pathlib import Path
from typing import Any


def a_point(**changes: Any) -> dict[str, Any]:
    return {"id": "bends-light", "statement": "A lens bends light towards its axis."} | changes


def a_question(**changes: Any) -> dict[str, Any]:
    return {
        "id": "optics.lens",
        "kind": "explain",
        "level": 2,
        "prompt": "How does a magnifying glass work?",
        "key_points": [a_point()],
    } | changes


def a_topic(*questions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"topic": "optics", "title": "Optics", "questions": list(questions)} | changes


def write_topic(folder: Path, *questions: dict[str, Any], name: str = "optics.yaml", **changes: Any) -> Path:
    """Write a topic file as JSON, which is YAML, one entry a line."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(json.dumps(a_topic(*questions, **changes), indent=1), encoding="utf-8")
    return file
