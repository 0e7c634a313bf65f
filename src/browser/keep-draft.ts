const SHELF = 'draft/'
const MOST_AGE_MS = 30 * 24 * 3_600_000
const PAUSE_MS = 400
const SENT = 'sent'
/** So many letters of a text tell it from any other. */
const COMPARED = 120
/** With fewer, a text may stand on a page by chance. */
const TELLING = 20

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
/** By the name of a field: its text, what is chosen, or all that is ticked. */
type State = Readonly<Record<string, readonly string[]>>
/** `before` is how the form stood when it was begun: a preset is no word of whoever writes. */
type Kept = { readonly at: number; readonly before: State; readonly now: State }

const WORDS = 'textarea, input:is([type=text], [type=url], [type=number], [type=date], [type=datetime-local])'
const TICKED = 'input:is([type=radio], [type=checkbox])'
const isTicked = (field: Field): field is HTMLInputElement => field.matches(TICKED)

/**
 * `<keep-draft data-key data-kept data-found data-again>` around a form: what is written, chosen and ticked stays on this device until it was sent, so
 * that a lost connection, a closed window or an empty battery loses nothing. Words are put back only where the page brings them as they stood
 * when one began: what the page knows anew is better than what the device knows. Leaving quickly (`leave.ts`) clears it.
 */
class KeepDraft extends HTMLElement {
  #pause: ReturnType<typeof setTimeout> | undefined
  #before: State = {}

  connectedCallback(): void {
    const kept = keptUnder(this.#key)
    // A form that comes back with a problem is the same one still.
    const cameBack = document.querySelector('#problem') !== null
    this.#before = cameBack && kept !== null ? kept.before : this.#state(presetOf)
    if (!cameBack && kept !== null) this.#find(kept)
    this.addEventListener('input', this.#typed)
    this.addEventListener('submit', this.#sent)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#pause)
  }

  get #key(): string {
    return `${SHELF}${this.dataset['key'] ?? ''}`
  }

  #fields(): readonly Field[] {
    return [...this.querySelectorAll<Field>(`${WORDS}, select, ${TICKED}`)]
  }

  #state(read: (field: Field) => readonly string[]): State {
    const state: Record<string, readonly string[]> = {}
    for (const field of this.#fields()) state[field.name] = [...(state[field.name] ?? []), ...read(field)]
    return state
  }

  readonly #typed = (): void => {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => this.#keep(), PAUSE_MS)
  }

  #keep(): void {
    const now = this.#state(valueOf)
    try {
      if (changedIn({ before: this.#before, now }).length === 0) localStorage.removeItem(this.#key)
      else localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), before: this.#before, now } satisfies Kept))
      this.#sayKept()
    } catch {
      // The device keeps nothing for us: then the form is as it was without this.
    }
  }

  /** Once, below the form: whoever shares a device has to know. */
  #sayKept(): void {
    if (this.querySelector(':scope > .hint') !== null) return
    const said = document.createElement('p')
    said.className = 'hint'
    said.textContent = this.dataset['kept'] ?? ''
    this.append(said)
  }

  /** Whether it arrived is known on the next page alone: until that one shows it, it stays. */
  readonly #sent = (): void => {
    clearTimeout(this.#pause)
    this.#keep()
    try {
      sessionStorage.setItem(this.#key, SENT)
    } catch {
      // Then it is offered once more than needed.
    }
  }

  #find(kept: Kept): void {
    // The browser itself filled it in, or somebody writes already.
    if (changedIn({ before: this.#before, now: this.#state(valueOf) }).length > 0) return
    const fields = this.#fields()
    const changed = new Set(changedIn(kept))
    const written = fields.filter((field) => changed.has(field.name) && field.matches(WORDS))
    const asThen = (written.length > 0 ? written : fields.filter(({ name }) => changed.has(name))).every(({ name }) =>
      same(kept.before[name], this.#before[name]),
    )
    if (asThen) {
      // What was chosen belongs to the words: a language to what is written in it, whatever this page begins with.
      for (const field of fields) if (changed.has(field.name) || !field.matches(WORDS)) fill(field, kept.now[field.name])
      this.#tell()
    } else if (wasSent(this.#key)) localStorage.removeItem(this.#key)
    // Before it is sent again it has not arrived.
    sessionStorage.removeItem(this.#key)
  }

  #tell(): void {
    const said = document.createElement('p')
    said.setAttribute('role', 'status')
    said.className = 'note'
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'plain'
    again.textContent = this.dataset['again'] ?? ''
    again.addEventListener('click', () => {
      this.querySelector('form')?.reset()
      this.#keep()
      said.textContent = ''
    })
    said.append(this.dataset['found'] ?? '', ' ', again)
    this.prepend(said)
  }
}

const valueOf = (field: Field): readonly string[] => (isTicked(field) && !field.checked ? [] : [field.value])

function presetOf(field: Field): readonly string[] {
  if (field instanceof HTMLSelectElement)
    return [([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? '']
  if (isTicked(field)) return field.defaultChecked ? [field.value] : []
  return [field.defaultValue]
}

function fill(field: Field, values: readonly string[] | undefined): void {
  if (values === undefined) return
  if (isTicked(field)) field.checked = values.includes(field.value)
  else if (field instanceof HTMLSelectElement && ![...field.options].some(({ value }) => value === values[0])) return
  else field.value = values[0] ?? ''
  // What was written is seen: it may stand in a part that is folded.
  if (values.some((value) => value !== '')) field.closest('details')?.setAttribute('open', '')
}

const same = (one: readonly string[] = [], other: readonly string[] = []): boolean => JSON.stringify(one) === JSON.stringify(other)

const changedIn = ({ before, now }: Pick<Kept, 'before' | 'now'>): readonly string[] =>
  Object.keys(now).filter((name) => name !== '' && !same(before[name], now[name]))

/** What was sent and stands on this page has arrived. Letters are compared alone: the page draws the signs around them in its own way. */
function clearArrived(): void {
  const main = document.querySelector('main')?.cloneNode(true)
  if (!(main instanceof HTMLElement) || main.querySelector('#problem') !== null) return
  for (const field of main.querySelectorAll('textarea, select')) field.remove()
  const shown = lettersOf(main.textContent ?? '')
  for (const key of drafts()) {
    const kept = keptUnder(key)
    if (kept === null || !wasSent(key) || !tellingOf(kept).some((text) => shown.includes(text.slice(0, COMPARED)))) continue
    localStorage.removeItem(key)
    sessionStorage.removeItem(key)
  }
}

/** The texts by which it is known again: all that are long enough, or else the longest. */
function tellingOf(kept: Kept): readonly string[] {
  const texts = changedIn(kept)
    .map((name) => lettersOf((kept.now[name] ?? []).join('')))
    .filter((text) => text !== '')
    .toSorted((one, other) => other.length - one.length)
  const long = texts.filter((text) => text.length >= TELLING)
  return long.length > 0 ? long : texts.slice(0, 1)
}

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, '')

function wasSent(key: string): boolean {
  try {
    return sessionStorage.getItem(key) === SENT
  } catch {
    return false
  }
}

function keptUnder(key: string): Kept | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isKept(kept) && Date.now() - kept.at < MOST_AGE_MS ? kept : null
  } catch {
    return null
  }
}

const isKept = (what: unknown): what is Kept =>
  typeof what === 'object' &&
  what !== null &&
  'at' in what &&
  typeof what.at === 'number' &&
  'before' in what &&
  isState(what.before) &&
  'now' in what &&
  isState(what.now)

const isState = (what: unknown): what is State => typeof what === 'object' && what !== null && Object.values(what).every(Array.isArray)

function drafts(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(SHELF))
  } catch {
    return []
  }
}

function clearOld(): void {
  for (const key of drafts()) if (keptUnder(key) === null) localStorage.removeItem(key)
}

/** `<form data-most data-too-large>`: files that are together more than the hub takes are refused beside their field, before anything is sent. */
function checkFiles({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || target.type !== 'file' || target.form === null) return
  const most = Number(target.form.dataset['most'] ?? Number.NaN)
  const fields = [...target.form.querySelectorAll<HTMLInputElement>('input[type=file]')]
  for (const field of fields) field.setCustomValidity('')
  const bytes = fields.flatMap(({ files }) => [...(files ?? [])]).reduce((sum, { size }) => sum + size, 0)
  if (!(bytes > most)) return
  target.setCustomValidity(target.form.dataset['tooLarge'] ?? '')
  target.reportValidity()
}

/** A browser cannot lead to a field in a part that is folded, and then says nothing at all. */
function unfold({ target }: Event): void {
  if (target instanceof Element) target.closest('details')?.setAttribute('open', '')
}

// Before any form looks for what is kept; a page that shows what was sent has no such form on it everywhere.
clearOld()
clearArrived()
customElements.define('keep-draft', KeepDraft)
document.addEventListener('change', checkFiles)
document.addEventListener('invalid', unfold, { capture: true })

export {}
