"""What a rule saw and did, in words for the person it concerns. Pure."""

from __future__ import annotations

from accord.schema.policy import Rule, Window

SAW = {
    "gold_accuracy": "{window}, {n} had a known answer; yours reach {share} of them",
    "attention_failures": "{window}, {n} were attention checks; {value:.0f} of yours were wrong",
    "agreement_with_consensus": "{window}, {n} were answered by others too; yours agree with theirs to {share}",
    "reviewer_rejections": "{window}, {n} were reviewed; {share} were rejected or sent back",
    "speed": "{window}, you took {value:.3g} seconds in the middle",
    "skips": "{window}, you passed on {share}",
    "drift": "{window}, your accuracy fell by {share}",
}


def why(rule: Rule, value: float, n: int) -> str:
    """What was seen, and the condition that held of it.

    >>> from accord.schema.conditions import Condition
    >>> rule = Rule("gold", "gold_accuracy", Window(answers=20), Condition("value < 0.7", ["value"]), ())
    >>> why(rule, 0.55, 20)
    'Of your last 20 answers of this kind, 20 had a known answer; yours reach 55% of them (the rule "gold" acts when value < 0.7).'
    """
    saw = SAW[rule.collect].format(window=_of(rule.window), n=n, value=value, share=f"{value:.0%}")
    return f'{saw} (the rule "{rule.name}" acts when {rule.when.source}).'


def _of(window: Window) -> str:
    if window.answers:
        return f"Of your last {window.answers} answers of this kind"
    return f"Of your answers of the last {window.hours:g} hours"
