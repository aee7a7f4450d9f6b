/** The keys of a calibration round. */
import { register } from "../../hotkeys/registry";

register([
  { id: "calibration.next", keys: ["j", "down"], scope: "calibration", label: "calibration.keys.next" },
  { id: "calibration.previous", keys: ["k", "up"], scope: "calibration", label: "calibration.keys.previous" },
  { id: "calibration.gold", keys: ["g"], scope: "calibration", label: "calibration.keys.gold" },
  { id: "calibration.comment", keys: ["c"], scope: "calibration", label: "calibration.keys.comment" },
]);
