/** A number that leads to what it counts; none leads nowhere. */
import { Link } from "react-router";

import { number } from "../app/catalogue";

export function Count({ n, to }: { n: number; to: string }) {
  return n ? <Link to={to}>{number(n)}</Link> : <span className="quiet">{number(n)}</span>;
}
