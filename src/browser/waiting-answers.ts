/** `id`: the address of a vote, so that the last one on a statement counts, or what a statement's form carries. `said`: why it was not taken. */
type Entry = {
  readonly id: string
  readonly action: string
  readonly body: string
  readonly at: number
  readonly what: string
  readonly text: string
  readonly lang: string
  readonly said?: string
}
type Held = Entry & { readonly shelf: string }
type Answer = { readonly taken: boolean; readonly sentence: string }

const SHELF = 'waiting/'
const PART = 'waiting'
const DAY_MS = 24 * 3_600_000
/** After these it is shown, and sent no more: who wrote it may think otherwise by now. */
const SENT_FOR_MS = 7 * DAY_MS
/** After these nobody comes for it any more. */
const KEPT_FOR_MS = 30 * DAY_MS
/** So long a hub that does not answer is waited for. */
const PATIENCE_MS = 20_000
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
const ONE_AT_A_TIME = 'waiting-answers'

/**
 * `<waiting-answers data-own>`: votes (`answer-waits`, told by `take-part.js`) and statements (forms of the class "send") that the hub did not answer
 * stay on this device, under a mark of whoever wrote them, and are sent once when it answers again, by one of the open pages. What the hub
 * refuses stays here, with the reason, to be copied or removed. Leaving quickly (`leave.ts`) and signing out erase all of it.
 */
class WaitingAnswers extends HTMLElement {
  readonly #status = document.createElement('p')
  readonly #list = document.createElement('section')
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = FIRST_WAIT_MS
  #busy = false
  #warned = false

  connectedCallback(): void {
    this.#status.setAttribute('role', 'status')
    this.#list.className = 'card'
    this.append(this.#status, this.#list)
    this.#draw()
    document.addEventListener('answer-waits', this.#voted)
    document.addEventListener('submit', this.#submitted)
    addEventListener('storage', this.#draw)
    addEventListener('online', this.#hurry)
    // Also for a page that the browser kept whole and shows again.
    addEventListener('pageshow', this.#hurry)
  }

  disconnectedCallback(): void {
    document.removeEventListener('answer-waits', this.#voted)
    document.removeEventListener('submit', this.#submitted)
    removeEventListener('storage', this.#draw)
    removeEventListener('online', this.#hurry)
    removeEventListener('pageshow', this.#hurry)
    clearTimeout(this.#timer)
  }

  get #own(): string {
    return `${SHELF}${this.dataset['own'] ?? ''}`
  }

  /** In the order in which they were written. */
  #entries(): readonly Held[] {
    const shelves = keys().filter((key) => key.startsWith(this.#own))
    return shelves.flatMap((shelf) => entriesOf(shelf).map((entry) => ({ ...entry, shelf }))).toSorted((one, other) => one.at - other.at)
  }

  readonly #voted = (event: Event): void => {
    if (!(event instanceof CustomEvent) || !isEntry(event.detail)) return
    const { detail: entry } = event
    if (!put(this.#own, [...entriesOf(this.#own).filter(({ id }) => id !== entry.id), entry])) return
    event.preventDefault()
    this.#say(this.dataset['kept'])
    this.#draw()
    this.#again()
  }

  readonly #submitted = (event: SubmitEvent): void => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    if (form.action.endsWith('/sign-out')) this.#signsOut(event)
    else if (form.classList.contains('send') && !event.defaultPrevented) this.#writes(event, form)
  }

  /** First it lies here, then it is sent: what happens in between, nothing is lost. */
  #writes(event: SubmitEvent, form: HTMLFormElement): void {
    const sending = form.querySelector<HTMLInputElement>('input[name=sending]')
    const text = form.querySelector('textarea')
    if (sending === null || text === null) return
    if (form.ariaBusy === 'true') return event.preventDefault()
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== '_form') body.append(name, value)
    const lang = form.querySelector('select')?.value ?? ''
    const what = form.getAttribute('aria-label') ?? ''
    const { pathname: action } = new URL(form.action)
    const entry = { id: sending.value, action, body: body.toString(), at: Date.now(), what, text: text.value, lang }
    if (!put(this.#own, [...entriesOf(this.#own).filter(({ id }) => id !== entry.id), entry])) return
    event.preventDefault()
    form.ariaBusy = 'true'
    void this.#first({ ...entry, shelf: this.#own }, form)
  }

  async #first(entry: Held, form: HTMLFormElement): Promise<void> {
    const answer = await this.#locked(() => this.#send(entry))
    form.ariaBusy = 'false'
    if (answer !== null && answer !== 'other' && !answer.taken) {
      // The page itself says best what is wrong, beside its field.
      change(entry, () => null)
      form.submit()
      return
    }
    if (answer === null || answer === 'other') {
      if (answer === null) this.#again()
      this.#say(answer === null ? this.dataset['kept'] : this.dataset['other'])
    } else {
      change(entry, () => null)
      sayBeside(form, answer.sentence)
    }
    form.reset()
    // What counts letters hears of it.
    form.querySelector('textarea')?.dispatchEvent(new Event('input', { bubbles: true }))
    const sending = form.querySelector<HTMLInputElement>('input[name=sending]')
    if (sending !== null) sending.value = newId()
    this.#draw()
  }

  /** Signing out erases what lies here: who presses twice means it. */
  #signsOut(event: SubmitEvent): void {
    if (this.dataset['leaving'] === undefined) return
    if (this.#warned || this.#entries().length === 0) {
      for (const key of keys()) if (key.startsWith(this.#own)) put(key, [])
      return
    }
    event.preventDefault()
    this.#warned = true
    this.#say(this.dataset['leaving'])
    this.#list.querySelector('h2')?.focus()
  }

  readonly #hurry = (): void => {
    this.#wait = FIRST_WAIT_MS
    void this.#sendAll()
  }

  /** Whoever goes on answering does not put the next try off. */
  #again(): void {
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => void this.#sendAll(), this.#wait * (0.5 + Math.random()))
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS)
  }

  async #sendAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#busy || !this.#entries().some(isDue)) return
    this.#busy = true
    try {
      await this.#locked(() => this.#sendEach())
    } finally {
      this.#busy = false
      this.#draw()
    }
  }

  async #sendEach(): Promise<void> {
    let arrived = false
    for (let entry = this.#entries().find(isDue); entry !== undefined; entry = this.#entries().find(isDue)) {
      const answer = await this.#send(entry)
      if (answer === null) {
        this.#again()
        break
      }
      if (answer === 'other') {
        this.#say(this.dataset['other'])
        break
      }
      change(entry, (kept) => (answer.taken ? null : { ...kept, said: answer.sentence }))
      arrived ||= answer.taken
      this.#draw()
    }
    if (!arrived) return
    this.#say(this.dataset['sent'])
    this.dispatchEvent(new CustomEvent('answers-sent', { bubbles: true }))
  }

  /** Of several open pages one sends. Where the browser has no locks, a lease does: the hub takes each of them once in any case. */
  async #locked<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if ('locks' in navigator) return navigator.locks.request(ONE_AT_A_TIME, work)
    if (Number(localStorage.getItem(ONE_AT_A_TIME) ?? 0) > Date.now()) {
      this.#again()
      return null
    }
    localStorage.setItem(ONE_AT_A_TIME, String(Date.now() + PATIENCE_MS))
    try {
      return await work()
    } finally {
      localStorage.removeItem(ONE_AT_A_TIME)
    }
  }

  /** Null: nobody knows whether it arrived, or the hub asks to come back later. The same is sent again, and counts once. */
  async #send({ action, body, at, shelf }: Held): Promise<Answer | 'other' | null> {
    const stop = new AbortController()
    const patience = setTimeout(() => stop.abort(), PATIENCE_MS)
    const form = new URLSearchParams(body)
    form.set('_form', this.dataset['seal'] ?? '')
    form.set('waited', String(Math.max(0, Date.now() - at)))
    try {
      const answer = await fetch(action.replace(/^\/[^/]+/, `/${document.documentElement.lang}`), {
        method: 'POST',
        body: form,
        headers: { accept: 'application/json', 'x-part': PART, 'x-own': shelf.slice(SHELF.length) },
        credentials: 'same-origin',
        signal: stop.signal,
      })
      const part = answer.headers.get('x-part')
      if (part === 'other') return 'other'
      if (part !== PART || answer.status >= 500 || answer.headers.has('retry-after')) return null
      const { sentence }: { readonly sentence?: unknown } = await answer.json()
      return { taken: answer.ok, sentence: typeof sentence === 'string' ? sentence : '' }
    } catch {
      return null
    } finally {
      clearTimeout(patience)
    }
  }

  #say(words: string | undefined): void {
    this.#status.className = 'note'
    this.#status.textContent = words ?? ''
  }

  readonly #draw = (): void => {
    const entries = this.#entries()
    this.#list.hidden = entries.length === 0
    if (entries.length === 0) return this.#list.replaceChildren()
    const { title = '', why = '', now, dropAll } = this.dataset
    const heading = made('h2', title.replace('{count}', String(entries.length)))
    heading.tabIndex = -1
    const rows = made('ul', '')
    rows.className = 'rows'
    rows.append(...entries.map((entry) => this.#row(entry)))
    const actions = made('p', '')
    actions.className = 'actions'
    if (entries.some(isDue)) actions.append(pressed(now, this.#hurry))
    const dropped = pressed(dropAll, () => {
      for (const entry of entries) this.#drop(entry)
    })
    dropped.className = 'quiet'
    actions.append(dropped)
    this.#list.replaceChildren(heading, made('p', why), rows, actions)
  }

  #row(entry: Held): HTMLElement {
    const { drop, copy, copied = '', uncopied = '', old } = this.dataset
    const row = made('li', '')
    const text = made('span', entry.text)
    text.dir = 'auto'
    if (entry.lang !== '') text.lang = entry.lang
    const what = made('p', '')
    what.append(made('strong', entry.what), ' ', text)
    const buttons = made('p', '')
    buttons.className = 'actions'
    const why = entry.said ?? (isDue(entry) ? null : old)
    row.append(what)
    if (why !== null) {
      row.append(made('p', why))
      const copying = made('copy-text', '')
      Object.assign(copying.dataset, { text: entry.text, done: copied, failed: uncopied })
      const button = pressed(copy, () => undefined)
      button.className = 'quiet'
      button.hidden = true
      copying.append(button)
      buttons.append(copying)
    }
    const dropping = pressed(drop, () => {
      this.#drop(entry)
      this.#list.querySelector('h2')?.focus()
    })
    dropping.className = 'quiet'
    buttons.append(dropping)
    row.append(buttons)
    return row
  }

  #drop(entry: Held): void {
    change(entry, () => null)
    this.#draw()
  }
}

/** Where the page itself would say it. */
function sayBeside(form: HTMLFormElement, words: string): void {
  const place = form.closest('section')
  place?.querySelector(':scope > [role=status]')?.remove()
  const note = made('p', '')
  note.setAttribute('role', 'status')
  note.className = 'note'
  place?.prepend(note)
  // Words put in afterwards are the ones that screen readers announce.
  note.textContent = words
}

const made = (name: string, text: string | undefined): HTMLElement => {
  const element = document.createElement(name)
  element.textContent = text ?? ''
  return element
}

function pressed(words: string | undefined, then: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words ?? ''
  button.addEventListener('click', then)
  return button
}

const isDue = ({ at, said }: Entry): boolean => said === undefined && Date.now() - at < SENT_FOR_MS

function keys(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(SHELF))
  } catch {
    return []
  }
}

function entriesOf(shelf: string): readonly Entry[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(shelf) ?? '[]')
    return Array.isArray(all) ? all.filter(isEntry).filter(({ at }) => Date.now() - at < KEPT_FOR_MS) : []
  } catch {
    return []
  }
}

/** False where the device keeps nothing for us. */
function put(shelf: string, entries: readonly Entry[]): boolean {
  try {
    if (entries.length === 0) localStorage.removeItem(shelf)
    else localStorage.setItem(shelf, JSON.stringify(entries))
    return true
  } catch {
    return false
  }
}

/** Only what was sent, and only where it lies there still: somebody may have answered anew, or left, meanwhile. */
function change({ shelf, id, at }: Held, how: (entry: Entry) => Entry | null): void {
  const next = entriesOf(shelf).flatMap((entry) => (entry.id === id && entry.at === at ? (how(entry) ?? []) : entry))
  put(shelf, next)
}

function isEntry(one: unknown): one is Entry {
  if (typeof one !== 'object' || one === null) return false
  const { id, action, body, at, what, text, lang } = one as Partial<Record<keyof Entry, unknown>>
  return [id, action, body, what, text, lang].every((word) => typeof word === 'string') && typeof at === 'number'
}

/** Also where a hub is tried out without https, which has no `randomUUID`. */
function newId(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

// Whoever opens a page after a month finds nothing of what others left here.
for (const key of keys()) put(key, entriesOf(key))
customElements.define('waiting-answers', WaitingAnswers)

export {}
