"""What a rule saw and did, in words for the person it concerns. Pure."""

from __future__ import annotations

from accord.schema.policy import Rule

SAW = {
    "gold_accuracy": "Of your last {n} answers that had a known one, {share} were right",
    "attention_failures": "Of your last {n} attention checks, {value:.0f} were answered wrongly",
    "agreement_with_consensus": "Your last {n} answers to records that others answered too agree with theirs to {share}",
    "reviewer_rejections": "Of your last {n} answers that were reviewed, {share} were rejected or sent back",
    "speed": "Half of your last {n} answers took {value:.3g} seconds or less",
    "skips": "Of the last {n} records that you were given, you passed on {share}",
    "drift": "Over your last {n} answers that could be judged, the share of right ones fell by {share}",
}


def why(rule: Rule, value: float, n: int) -> str:
    """What was seen, and the condition that held of it.

    >>> from accord.schema.conditions import Condition
    >>> from accord.schema.policy import Window
    >>> rule = Rule("gold", "gold_accuracy", Window(answers=20), Condition("value < 0.7", ["value"]), ())
    >>> why(rule, 0.55, 20)
    'Of your last 20 answers that had a known one, 55% were right (the rule "gold" acts when value < 0.7).'
    """
    saw = SAW[rule.collect].format(n=n, value=value, share=f"{value:.0%}")
    within = f" within {rule.window.hours:g} hours" if rule.window.hours else ""
    return f'{saw}{within} (the rule "{rule.name}" acts when {rule.when.source}).'
