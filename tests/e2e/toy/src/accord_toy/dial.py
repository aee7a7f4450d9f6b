"""`dial`: a number from 0 to 100, shown as a dial.

```yaml
fields: {battery: {type: dial}}
```

A value in a record:

```json
72
```
"""

from accord.schema.faults import Fault
from accord.schema.fields.base import Bare, Base
from accord.schema.parameters import Parameters


class Dial(Base):
    """The field type `dial`."""

    name = "dial"
    web = "web/dial.js"

    def parse(self, raw):
        """No parameters."""
        return Bare(), Parameters(raw).faults()

    def dump(self, spec):
        """Nothing to say."""
        return {}

    def validate(self, spec, value):
        """A number from 0 to 100."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
            yield Fault("", "not-a-dial", "a dial is a number from 0 to 100")

    def plain_text(self, spec, value):
        """The number."""
        return str(value)


KIND = Dial()
