"""``interviewer doctor``: whether the machine, the folders, the bank and the history are well."""

import dataclasses
import json
from typing import Annotated

import typer


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object.")] = False) -> None:
    """Show versions, device, folders, the health of bank and history, and the terminal; exit with 1 on a FAIL."""
    from interviewer.cli.checkup import Status, all_checks
    from interviewer.paths import user_paths
    from interviewer.text import plain

    # Each is printed as soon as it is known, because the device takes seconds.
    checks = []
    for check in all_checks(user_paths()):
        checks.append(check)
        if not as_json:
            print(plain(f"{check.status:4}  {check.name}: {check.found}").replace("\n", " "), flush=True)
    failed = any(check.status is Status.FAIL for check in checks)
    if as_json:
        print(json.dumps({"ok": not failed, "checks": [dataclasses.asdict(check) for check in checks]}, indent=1))
    if failed:
        raise typer.Exit(1)
