/** The keys of the annotate page; those of the question types are in their folders. */
import { register } from "../../hotkeys/registry";

register([
  { id: "work.submit", keys: ["enter"], scope: "annotate", label: "work.keys.submit" },
  { id: "work.submitInside", keys: ["mod+enter"], scope: "annotate", label: "work.keys.submitInside" },
  { id: "work.next", keys: ["tab"], scope: "annotate", label: "work.keys.next" },
  { id: "work.previous", keys: ["shift+tab"], scope: "annotate", label: "work.keys.previous" },
  { id: "work.nextElement", keys: ["j"], scope: "annotate", label: "work.keys.nextElement" },
  { id: "work.previousElement", keys: ["k"], scope: "annotate", label: "work.keys.previousElement" },
  { id: "work.na", keys: ["0"], scope: "annotate", label: "work.keys.na" },
  { id: "work.cannot", keys: ["-"], scope: "annotate", label: "work.keys.cannot" },
  { id: "work.why", keys: ["w"], scope: "annotate", label: "work.keys.why" },
  { id: "work.take", keys: ["t"], scope: "annotate", label: "work.keys.take" },
  { id: "work.back", keys: ["backspace", "u"], scope: "annotate", label: "work.keys.back" },
  { id: "work.forward", keys: ["shift+u"], scope: "annotate", label: "work.keys.forward" },
  { id: "work.skip", keys: ["s"], scope: "annotate", label: "work.keys.skip" },
  { id: "work.undo", keys: ["mod+z"], scope: "annotate", label: "work.keys.undo" },
  { id: "work.redo", keys: ["mod+shift+z", "mod+y"], scope: "annotate", label: "work.keys.redo" },
  { id: "work.guidelines", keys: ["g"], scope: "annotate", label: "work.keys.guidelines" },
  { id: "work.escape", keys: ["esc"], scope: "annotate", label: "work.keys.escape" },
  { id: "record.find", keys: ["mod+f"], scope: "record", label: "fields.keys.find" },
  { id: "record.findClose", keys: ["esc"], scope: "record", label: "fields.keys.findClose" },
  { id: "work.reason", keys: ["digit"], scope: "skip", label: "work.keys.pick" },
  { id: "work.unskip", keys: ["esc"], scope: "skip", label: "work.keys.escape" },
]);
