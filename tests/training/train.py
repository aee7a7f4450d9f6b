"""Loads an export as users of TRL do and takes a few steps with a tiny random model, without a network: `train.py FILE reward|dpo`.

Run by the Python of .venv-trl. The last line it prints is JSON: rows of the file, rows that the trainer kept, the losses, and what
of the rows' words did not reach the trainer.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SPECIAL = ["<|pad|>", "<|eos|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>", "<|end|>"]
STEPS = 4


def tokenizer_for(rows):
    """Byte-level BPE learnt on the rows, so that decoding gives back what went in, in every script."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    core = Tokenizer(models.BPE())
    core.pre_tokenizer, core.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    learner = trainers.BpeTrainer(
        vocab_size=400, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    core.train_from_iterator((json.dumps(row, ensure_ascii=False) for row in rows), learner)
    made = PreTrainedTokenizerFast(tokenizer_object=core, pad_token="<|pad|>", eos_token="<|eos|>", clean_up_tokenization_spaces=False)  # fmt: skip
    made.chat_template = TEMPLATE
    return made


def model_for(tokenizer, trainer, folder):
    """Two random layers, kept in a folder where DPO finds its reference model."""
    import transformers

    config = transformers.Qwen2Config(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=8192, pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id, bos_token_id=None, num_labels=1,
    )  # fmt: skip
    head = "ForSequenceClassification" if trainer == "reward" else "ForCausalLM"
    family = getattr(transformers, f"Qwen2{head}")
    family(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return family.from_pretrained(folder)


def main():
    """Train, and say what came of it."""
    import trl
    from datasets import load_dataset

    path, trainer = sys.argv[1:3]
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    data = load_dataset("json", data_files=path, split="train")
    tokenizer = tokenizer_for(rows)
    kinds = {"reward": (trl.RewardTrainer, trl.RewardConfig), "dpo": (trl.DPOTrainer, trl.DPOConfig)}
    kind, config = kinds[trainer]
    with tempfile.TemporaryDirectory() as out:
        options = config(
            output_dir=out, max_steps=STEPS, per_device_train_batch_size=4, logging_steps=1, save_strategy="no",
            report_to=[], use_cpu=True, bf16=False, gradient_checkpointing=False, disable_tqdm=True, max_length=8192,
            logging_nan_inf_filter=False,
        )  # fmt: skip
        made = kind(
            model=model_for(tokenizer, trainer, f"{out}/tiny"),
            args=options,
            train_dataset=data,
            processing_class=tokenizer,
        )
        made.train()
        losses = [one["loss"] for one in made.state.log_history if "loss" in one]
        kept = list(made.train_dataset)
    print(json.dumps({"rows": len(rows), "kept": len(kept), "losses": losses, "lost": lost(rows, kept, tokenizer)}))


def lost(rows, kept, tokenizer):
    """The words of a row that are not in what the trainer sees of it."""
    missing = []
    for row, ready in zip(rows, kept, strict=True):
        for side in ("chosen", "rejected"):
            seen = tokenizer.decode([*ready.get("prompt_ids", []), *ready[f"{side}_ids"]])
            missing += [m["content"][:60] for m in [*row["prompt"], *row[side]] if m["content"] not in seen]
    return missing


if __name__ == "__main__":
    main()
