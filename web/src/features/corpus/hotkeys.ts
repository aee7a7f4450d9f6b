/** The keys of the corpus. */
import { register } from "../../hotkeys/registry";

register([{ id: "corpus.search", keys: ["/"], scope: "corpus", label: "corpus.keys.search" }]);
