"""What the browser tests wait for before they press or measure: a page that hears keys, words where they will stay."""

READY = "() => document.querySelector('.q.now') && !document.querySelector('.q.now .skeleton, .q.now [aria-busy]')"
TEXTS = "() => [...document.querySelectorAll('[data-at]')].every((one) => one.querySelector('[data-from]'))"
# in its own letters, and nothing has moved for two frames
STILL = """() => new Promise((done) => {
    const where = () => JSON.stringify([...document.querySelectorAll('[data-at], [data-question]')].map(
        (one) => one.getBoundingClientRect()));
    const before = where();
    const now = () => done(document.fonts.status === 'loaded' && where() === before);
    requestAnimationFrame(() => requestAnimationFrame(now));
})"""


def hears_keys(page):
    """A record is there and the question whose turn it is takes keys."""
    page.locator("[data-question]").first.wait_for()
    page.wait_for_function(READY)


def still(page):
    """Nothing moves any more, so that what is measured now holds for the mouse."""
    page.wait_for_function(STILL)


def shown(page):
    """The record's texts are there, where they will stay: the part that reads markdown comes by itself."""
    page.locator("[data-question]").first.wait_for()
    page.wait_for_function(TEXTS)
    still(page)
