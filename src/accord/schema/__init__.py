"""The project language: fields, questions, conditions, stages, records and answers. Pure: no I/O, no database.

>>> spec = parse('''
... name: tone
... fields: {reply: {type: text}}
... questions: {tone: {type: label, options: [friendly, too curt]}}
... ''')
>>> record, faults = check_record(spec, {"id": "1", "values": {"reply": "No."}})
>>> faults
[]
>>> check_answers(spec, "annotate", record, {"tone": {"value": "curt"}})[1][0].nearest
'too curt'
"""

from accord.schema.answers import asked, changed_questions, check_answers, wrap
from accord.schema.contexts import cited, elements
from accord.schema.describe import json_schema
from accord.schema.faults import Fault, nearest, segment
from accord.schema.gold import check_gold, grade_gold
from accord.schema.parsing import parse, parse_json
from accord.schema.records import check_record, new_presentation, plain_text, present
from accord.schema.spec import FieldDef, Overlap, QuestionDef, Spec, SpecError, Stage

__all__ = [
    "Fault",
    "FieldDef",
    "Overlap",
    "QuestionDef",
    "Spec",
    "SpecError",
    "Stage",
    "asked",
    "changed_questions",
    "check_answers",
    "check_gold",
    "check_record",
    "cited",
    "elements",
    "grade_gold",
    "json_schema",
    "nearest",
    "new_presentation",
    "parse",
    "parse_json",
    "plain_text",
    "present",
    "segment",
    "wrap",
]
