/** The keys of one's notices. */
import { register } from "../../hotkeys/registry";

register([
  { id: "notices.next", keys: ["j", "down"], scope: "notices", label: "notices.keys.next" },
  { id: "notices.previous", keys: ["k", "up"], scope: "notices", label: "notices.keys.previous" },
  { id: "notices.open", keys: ["enter"], scope: "notices", label: "notices.keys.open" },
  { id: "notices.read", keys: ["x"], scope: "notices", label: "notices.keys.read" },
  { id: "notices.all", keys: ["shift+x"], scope: "notices", label: "notices.keys.all" },
]);
