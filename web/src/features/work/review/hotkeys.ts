/** The keys of reviewing and adjudicating. */
import { register } from "../../../hotkeys/registry";

register([
  { id: "review.approve", keys: ["a"], scope: "review", label: "review.approve" },
  { id: "review.return", keys: ["r"], scope: "review", label: "review.return" },
  { id: "review.reject", keys: ["x"], scope: "review", label: "review.reject" },
  { id: "review.fix", keys: ["f"], scope: "review", label: "review.fix" },
  { id: "review.comment", keys: ["c"], scope: "review", label: "review.comment" },
  { id: "review.next", keys: ["j", "down"], scope: "review", label: "review.nextRow" },
  { id: "review.previous", keys: ["k", "up"], scope: "review", label: "review.previousRow" },
  { id: "review.skip", keys: ["s"], scope: "review", label: "work.skip" },
  { id: "review.back", keys: ["backspace", "u"], scope: "review", label: "work.back" },
  { id: "judge.take", keys: ["digit"], scope: "adjudicate", label: "review.take" },
  { id: "judge.merge", keys: ["m"], scope: "adjudicate", label: "review.merge" },
  { id: "judge.write", keys: ["w"], scope: "adjudicate", label: "review.write" },
  { id: "judge.decide", keys: ["enter"], scope: "adjudicate", label: "review.decide" },
  { id: "reason.pick", keys: ["digit"], scope: "reason", label: "review.pickReason" },
  { id: "reason.wrong", keys: ["w"], scope: "reason", label: "review.whose" },
  { id: "reason.gold", keys: ["t"], scope: "reason", label: "review.gold" },
  { id: "reason.example", keys: ["e"], scope: "reason", label: "review.example" },
  { id: "reason.send", keys: ["enter", "mod+enter"], scope: "reason", label: "review.send" },
  { id: "reason.close", keys: ["esc"], scope: "reason", label: "work.close" },
]);
