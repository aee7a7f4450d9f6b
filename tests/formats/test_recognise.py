"""Files as teams happen to have them are recognised, and one odd row never passes for another shape."""

import pytest

from accord.formats.recognise import Shape, messages, recognise, row_id
from accord.formats.verdicts import judged

USER = {"role": "user", "content": "Why is the sky blue?"}


@pytest.mark.parametrize(
    ("row", "shape"),
    [
        ({"prompt": "p", "response_a": "x", "response_b": "y"}, Shape(("prompt",), ("response_a", "response_b"))),
        ({"instruction": "p", "input": "q", "output1": "x", "output2": "y"}, None),
        ({"question": "p", "prediction 1": "x", "prediction 2": "y", "prediction 3": "z"}, None),
        ({"prompt": "p", "chosen": "x", "rejected": "y"}, Shape(("prompt",), ("chosen", "rejected"))),
        ({"prompt": "p", "responses": ["x", "y", "z"]}, Shape(("prompt",), ("responses",), listed=True)),
        ({"question": "p", "answer": "x", "score": 3}, Shape(("question",), ("answer",))),
        ({"messages": [USER, {"role": "assistant", "content": "x"}]}, Shape(chat="messages")),
        ({"user_query": "p", "chatgpt_response": "x", "n": 1}, Shape(("user_query",), ("chatgpt_response",))),
        (
            {"question": "p", "right_answer": "x", "hallucinated_answer": "y", "reference_answer": "z"},
            Shape(("question",), ("right_answer", "hallucinated_answer")),
        ),
        ({"prompt": "p", "model_a": "m1", "model_b": "m2", "answer": "x"}, Shape(("prompt",), ("answer",))),
    ],
)
def test_common_files_are_recognised(row, shape):
    found = recognise([row])
    assert found is not None
    if shape is not None:
        assert found == shape
    else:
        assert len(found.answers) >= 2 and found.prompt


@pytest.mark.parametrize(
    "pair",
    [
        "answer_one/answer_two",
        "output_1/output_2",
        "response_a/response_b",
        "chosen/rejected",
        "chosen_response/rejected_response",
        "model_a/model_b",
        "firstAnswer/secondAnswer",
        "CompletionA/CompletionB",
        "a_response/b_response",
        "baseline/candidate",
        "reply.left/reply.right",
        "text_1/text_2",
        "preferred_summary/dispreferred_summary",
        "base_model/tuned_model",
    ],
)
def test_two_columns_alike_but_for_one_word_are_two_answers(pair):
    first, second = pair.split("/")
    about = {f"{first}_score": "3", f"{second}_score": "4", f"{first}_model": "tern-7b", f"{second}_model": "sula-7b"}
    rows = [{"prompt": f"Why {n}?", **about, first: f"So it is, {n}.", second: f"So is {n}."} for n in range(6)]
    assert recognise(rows).answers == (first, second)


def test_names_options_and_labels_are_no_answers():
    names = [
        {"prompt": f"Why {n}?", "model_a": "Tern 7B", "model_b": "Sula 7B", "response": f"So {n}."} for n in range(6)
    ]
    assert recognise(names).answers == ("response",)
    labels = [{"question": str(n % 3), "worker": f"w{n}", "answer": "yes"} for n in range(6)]
    assert "--item question --annotator worker --label answer" in judged(labels)
    battles = [{"left": "tern", "right": "sula", "winner": "left"}] * 6
    assert "--model-a left --model-b right" in judged(battles)
    assert judged([{**one, "answer": "One answer that is to be judged."} for one in labels]) is None


def test_a_column_that_some_rows_lack_is_not_relied_on():
    rows = [
        {"prompt": "p", "response_a": "x", "response_b": "y"},
        {"prompt": "p", "response_a": "x", "response_b": None},
    ]
    found = recognise(rows)
    assert found is None or found.answers != ("response_a", "response_b")


def test_two_conversations_give_the_turns_they_share_as_the_prompt():
    shape = recognise(
        [
            {
                "chosen": [USER, {"role": "assistant", "content": "x"}],
                "rejected": [USER, {"role": "assistant", "content": "y"}],
            }
        ]
    )
    parts = shape.parts(
        {
            "chosen": [USER, {"role": "assistant", "content": "x"}],
            "rejected": [USER, {"role": "assistant", "content": "y"}],
        }
    )
    assert parts.prompt == "Why is the sky blue?"
    assert parts.answers == ("x", "y")


def test_a_pair_of_transcripts_is_parted_where_it_goes_apart():
    row = {
        "chosen": "\n\nHuman: A pen?\n\nAssistant: Yes.\n\nHuman: Which?\n\nAssistant: Mine: a blue one.\n\nIt writes.",
        "rejected": "\n\nHuman: A pen?\n\nAssistant: Yes.\n\nHuman: Which?\n\nAssistant: No.",
    }
    parts = recognise([row]).parts(row)
    assert parts.prompt == "User: A pen?\n\nAssistant: Yes.\n\nUser: Which?"
    assert parts.answers == ("Mine: a blue one.\n\nIt writes.", "No.")


def test_conversations_that_part_early_keep_every_turn():
    row = {
        "chosen": "\n\nHuman: A pen?\n\nAssistant: Yes.\n\nHuman: Which?\n\nAssistant: Mine.",
        "rejected": "\n\nHuman: A pen?\n\nAssistant: No.",
    }
    parts = recognise([row]).parts(row)
    assert parts.prompt == "A pen?"
    assert parts.answers == ("Assistant: Yes.\n\nUser: Which?\n\nAssistant: Mine.", "No.")


def test_a_prompt_in_messages_is_told_whole():
    row = {
        "prompt": [USER, {"role": "assistant", "content": "It scatters."}, {"role": "user", "content": "Why?"}],
        "chosen": [{"role": "assistant", "content": "x"}],
        "rejected": [{"role": "assistant", "content": "y"}],
    }
    parts = recognise([row]).parts(row)
    assert parts.prompt == "User: Why is the sky blue?\n\nAssistant: It scatters.\n\nUser: Why?"
    assert parts.answers == ("x", "y")


def test_a_later_row_without_the_answer_says_which_column():
    shape = recognise([{"prompt": "p", "response_a": "x", "response_b": "y"}])
    with pytest.raises(ValueError, match="response_b"):
        shape.parts({"prompt": "p", "response_a": "x"})


def test_ids_do_not_move_when_rows_are_put_in_before_them():
    assert row_id({"prompt": "p"}) == row_id({"prompt": "p"})
    assert row_id({"prompt": "p"}) != row_id({"prompt": "q"})
    assert row_id({"id": "a/b"}) == "a%2Fb"


def test_messages_refuse_what_is_no_chat():
    with pytest.raises(ValueError, match="turns"):
        messages(["hello"], "turns")
