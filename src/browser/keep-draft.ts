const SHELF = 'draft/'
const MOST_AGE_MS = 30 * 24 * 3_600_000
const PAUSE_MS = 400
const SENT = 'sent'
/** So many letters of a text tell it from any other. */
const COMPARED = 120

type Kept = { readonly at: number; readonly fields: Readonly<Record<string, string>> }

/**
 * `<keep-draft data-key data-found>` around a form: what is typed stays on this device until it was sent, so that a lost connection, a closed
 * window or an empty battery loses nothing. It is put back only where the page brings nothing itself. Leaving quickly (`leave.ts`) clears it.
 */
class KeepDraft extends HTMLElement {
  #pause: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    clearOld()
    clearArrived()
    this.#putBack()
    this.addEventListener('input', this.#typed)
    this.addEventListener('submit', this.#sent)
  }

  disconnectedCallback(): void {
    clearTimeout(this.#pause)
  }

  get #key(): string {
    return `${SHELF}${this.dataset['key'] ?? ''}`
  }

  #fields(): readonly (HTMLInputElement | HTMLTextAreaElement)[] {
    return [...this.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input[type=text], input[type=date]')]
  }

  readonly #typed = (): void => {
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => this.#keep(), PAUSE_MS)
  }

  #keep(): void {
    const fields = Object.fromEntries(this.#fields().flatMap(({ name, value }) => (value === '' ? [] : [[name, value]])))
    try {
      if (Object.keys(fields).length === 0) localStorage.removeItem(this.#key)
      else localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), fields } satisfies Kept))
    } catch {
      // The device keeps nothing for us: then the form is as it was without this.
    }
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

  #putBack(): void {
    const kept = keptUnder(this.#key)
    // The form came back filled in: the page knows better than the device.
    if (kept === null || this.#fields().some(({ value }) => value !== '')) return
    for (const field of this.#fields()) field.value = kept.fields[field.name] ?? field.value
    const said = document.createElement('p')
    said.setAttribute('role', 'status')
    said.className = 'note'
    said.textContent = this.dataset['found'] ?? ''
    this.prepend(said)
  }
}

/** What was sent and stands on this page has arrived. Letters are compared alone: the page draws the signs around them in its own way. */
function clearArrived(): void {
  const shown = lettersOf([...document.querySelectorAll('article')].map(({ textContent }) => textContent).join(' '))
  for (const key of drafts()) {
    const text = lettersOf(keptUnder(key)?.fields['text'] ?? '')
    if (text === '' || !wasSent(key) || !shown.includes(text.slice(0, COMPARED))) continue
    localStorage.removeItem(key)
    sessionStorage.removeItem(key)
  }
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
  'fields' in what &&
  typeof what.fields === 'object' &&
  what.fields !== null

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

customElements.define('keep-draft', KeepDraft)

export {}
