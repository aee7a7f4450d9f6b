/** The keys of the list of records. */
import { register } from "../../hotkeys/registry";

register([
  { id: "records.next", keys: ["j", "down"], scope: "records", label: "records.keys.next" },
  { id: "records.previous", keys: ["k", "up"], scope: "records", label: "records.keys.previous" },
  { id: "records.open", keys: ["enter"], scope: "records", label: "records.keys.open" },
  { id: "records.select", keys: ["x"], scope: "records", label: "records.keys.select" },
  { id: "records.find", keys: ["/"], scope: "records", label: "records.keys.find" },
  { id: "records.first", keys: ["home", "g"], scope: "records", label: "records.keys.first" },
  { id: "records.last", keys: ["end", "shift+g"], scope: "records", label: "records.keys.last" },
  { id: "record.nextSpot", keys: ["j"], scope: "record", label: "record.keys.next" },
  { id: "record.previousSpot", keys: ["k"], scope: "record", label: "record.keys.previous" },
  { id: "record.apart", keys: ["o"], scope: "record", label: "record.keys.apart" },
  { id: "records.none", keys: ["esc"], scope: "records", label: "records.keys.none" },
]);
