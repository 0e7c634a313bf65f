type Entry = { readonly id: string; readonly action: string; readonly body: string; readonly at: number }
type Refusal = { readonly sentence?: unknown; readonly fields?: unknown }

const SHELF = 'floor-outbox/'
/** What could not be sent for so long is nobody's any more: the session is over. */
const MOST_AGE_MS = 12 * 3_600_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000

/**
 * `<send-later data-scope data-reader>` around forms of the class "send": what is sent without a connection stays on this device, for this
 * session and this reader alone, and goes out once, since each carries an id that the hub takes one time. What has arrived is cleared from here.
 */
class SendLater extends HTMLElement {
  readonly #said = document.createElement('p')
  #waiting: ReturnType<typeof setTimeout> | undefined
  #wait = FIRST_WAIT_MS
  #busy = false

  connectedCallback(): void {
    this.#said.setAttribute('role', 'status')
    this.#said.className = 'note'
    this.#said.hidden = true
    this.prepend(this.#said)
    this.addEventListener('submit', (event) => this.#submitted(event))
    addEventListener('online', this.#hurry)
    // Leaving quickly leaves nothing here.
    document.addEventListener('click', forgetOnLeaving, { capture: true })
    clearOthers(this.#shelf)
    if (this.#entries().length > 0) this.#hurry()
  }

  disconnectedCallback(): void {
    removeEventListener('online', this.#hurry)
    document.removeEventListener('click', forgetOnLeaving, { capture: true })
    clearTimeout(this.#waiting)
  }

  get #shelf(): string {
    return `${SHELF}${this.dataset['scope'] ?? ''}/${this.dataset['reader'] ?? ''}`
  }

  #entries(): readonly Entry[] {
    try {
      const all: unknown = JSON.parse(localStorage.getItem(this.#shelf) ?? '[]')
      return Array.isArray(all) ? all.filter(isEntry).filter(({ at }) => Date.now() - at < MOST_AGE_MS) : []
    } catch {
      return []
    }
  }

  /** False where the device keeps nothing for us. */
  #keep(entries: readonly Entry[]): boolean {
    try {
      if (entries.length === 0) localStorage.removeItem(this.#shelf)
      else localStorage.setItem(this.#shelf, JSON.stringify(entries))
      return true
    } catch {
      return false
    }
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.classList.contains('send')) return
    const id = form.querySelector<HTMLInputElement>('input[name=id]')
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, event.submitter)) if (typeof value === 'string') body.append(name, value)
    const entry: Entry = { id: id?.value ?? crypto.randomUUID(), action: form.action, body: body.toString(), at: Date.now() }
    // Of two answers to one poll, or of give and take back, the last one counts.
    const others = this.#entries().filter((one) => one.id !== entry.id && (id !== null || one.action !== entry.action))
    // Without a place to keep it the browser sends it in its own way.
    if (!this.#keep([...others, entry])) return
    event.preventDefault()
    if (id !== null) {
      form.reset()
      id.value = crypto.randomUUID()
    }
    this.#hurry()
  }

  readonly #hurry = (): void => {
    this.#wait = FIRST_WAIT_MS
    void this.#sendAll()
  }

  /** One after the other, in the order in which they were written. */
  async #sendAll(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    clearTimeout(this.#waiting)
    let arrived = false
    try {
      for (let entry = this.#entries()[0]; entry !== undefined; entry = this.#entries()[0]) {
        const answer = await send(entry)
        if (answer === null) {
          this.#say(this.dataset['offline'], '')
          this.#waiting = setTimeout(() => void this.#sendAll(), this.#wait * (0.5 + Math.random()))
          this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS)
          return
        }
        this.#drop(entry)
        if (answer.ok) arrived = true
        if (answer.ok) this.#say(this.dataset['sent'], '')
        else {
          this.#giveBack(entry)
          this.#say(this.dataset['failed'], await sentenceOf(answer))
        }
      }
    } finally {
      this.#busy = false
      if (arrived) this.dispatchEvent(new CustomEvent('floor-sent', { bubbles: true }))
    }
  }

  /** Only what was sent: somebody may have answered anew meanwhile. */
  #drop({ id, body }: Entry): void {
    this.#keep(this.#entries().filter((one) => one.id !== id || one.body !== body))
  }

  /** What was refused stands in its form again, where nothing else was begun there meanwhile. */
  #giveBack({ action, body }: Entry): void {
    const form = [...this.querySelectorAll('form')].find((one) => one.action === action)
    for (const [name, value] of new URLSearchParams(body)) {
      const field = form?.querySelector(`textarea[name="${name}"]`)
      if (field instanceof HTMLTextAreaElement && field.value === '') field.value = value
    }
  }

  #say(words: string | undefined, more: string): void {
    this.#said.hidden = false
    this.#said.textContent = `${words ?? ''} ${more}`.trim()
  }
}

/** Null: nobody knows whether it arrived, or the hub asks to come back later. The same is sent again, and counts once. */
async function send({ action, body }: Entry): Promise<Response | null> {
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-part': 'floor', accept: 'application/json' }
    const answer = await fetch(action, { method: 'POST', body, headers, credentials: 'same-origin' })
    const later = answer.status >= 500 || (answer.status === 429 && answer.headers.has('retry-after'))
    return later ? null : answer
  } catch {
    return null
  }
}

async function sentenceOf(answer: Response): Promise<string> {
  try {
    const { sentence, fields }: Refusal = await answer.json()
    const more = Array.isArray(fields) ? fields.filter((one): one is string => typeof one === 'string') : []
    return [typeof sentence === 'string' ? sentence : '', ...more].join(' ')
  } catch {
    return ''
  }
}

function isEntry(one: unknown): one is Entry {
  if (typeof one !== 'object' || one === null) return false
  const { id, action, body, at } = one as Partial<Record<keyof Entry, unknown>>
  return typeof id === 'string' && typeof action === 'string' && typeof body === 'string' && typeof at === 'number'
}

/** What somebody else left on this device, or what is of another session, is not ours to send. */
function clearOthers(own: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(SHELF) && key !== own) localStorage.removeItem(key)
  } catch {
    // A device that keeps nothing has nothing to clear.
  }
}

function forgetOnLeaving(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('.leave') !== null) clearOthers('')
}

customElements.define('send-later', SendLater)

export {}
