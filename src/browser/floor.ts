type HtmlPolicy = { createHTML(html: string): string }
type TrustedTypes = { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy }

/** The page lets only this policy make HTML, and it is given nothing but what this hub itself answered. */
const asIs: HtmlPolicy = { createHTML: (html) => html }
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('passerelle', asIs) ?? asIs

const PART = { accept: 'text/html', 'x-part': 'floor' }
const HIDDEN_MS = 60_000
/** Pages of five hundred people do not ask for the new parts in the same second; whoever leads waits for nobody. */
const SPREAD_MS = 4000
const REFUSED_MS = 15_000
const TYPED = 'textarea, select, input:not([type=radio], [type=checkbox])'

/**
 * `<live-floor src data-part>`: the numbers of a running session change by themselves; its parts are drawn anew when something happened, and
 * never under somebody's hands: a part that has the focus, or in which something was filled in, is offered by a button instead.
 */
class LiveFloor extends HTMLElement {
  #source: EventSource | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined
  #asking: ReturnType<typeof setTimeout> | undefined
  #clock: ReturnType<typeof setInterval> | undefined
  #note: HTMLElement | null = null
  readonly #numbers = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`)

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#look)
    this.addEventListener('floor-sent', () => void this.#draw(true))
    this.addEventListener('keydown', (event) => this.#pressed(event))
    this.#clock = setInterval(() => this.#tick(), 1000)
    this.#look()
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#look)
    clearTimeout(this.#leaving)
    clearTimeout(this.#asking)
    clearInterval(this.#clock)
    this.#close()
  }

  readonly #look = (): void => {
    clearTimeout(this.#leaving)
    if (document.hidden) this.#leaving = setTimeout(() => this.#close(), HIDDEN_MS)
    else this.#open()
  }

  #open(): void {
    const src = this.getAttribute('src')
    if (src === null || (this.#source !== null && this.#source.readyState !== EventSource.CLOSED)) return
    const source = new EventSource(src)
    let before = false
    source.addEventListener('open', () => {
      // After a break something may have been missed.
      if (before) this.#soon()
      before = true
    })
    source.addEventListener('numbers', (event: MessageEvent<string>) => this.#count(event.data))
    source.addEventListener('drawn', () => this.#soon())
    source.addEventListener('error', () => {
      // A source that was refused is closed for good: after a while another is tried.
      if (source.readyState === EventSource.CLOSED) setTimeout(this.#look, REFUSED_MS * (1 + Math.random()))
    })
    this.#source = source
  }

  #close(): void {
    this.#source?.close()
    this.#source = null
  }

  #count(data: string): void {
    const numbers: Readonly<Record<string, unknown>> = JSON.parse(data)
    for (const place of this.querySelectorAll<HTMLElement>('[data-count]')) {
      const value = numbers[place.dataset['count'] ?? '']
      if (typeof value === 'number') place.textContent = this.#numbers.format(value)
    }
  }

  #tick(): void {
    for (const place of this.querySelectorAll<HTMLElement>('[data-ends]')) {
      const minutes = Math.ceil((Date.parse(place.dataset['ends'] ?? '') - Date.now()) / 60_000)
      place.textContent = this.#numbers.format(Math.abs(minutes))
      const name = place.previousElementSibling
      if (minutes < 0 && name !== null) name.textContent = place.dataset['over'] ?? name.textContent
    }
    for (const place of this.querySelectorAll<HTMLElement>('[data-began]')) {
      const seconds = Math.max(0, Math.round((Date.now() - Date.parse(place.dataset['began'] ?? '')) / 1000))
      place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    }
  }

  #soon(): void {
    clearTimeout(this.#asking)
    this.#asking = setTimeout(() => void this.#draw(false), 'quick' in this.dataset ? 100 : Math.random() * SPREAD_MS)
  }

  /** `asked`: somebody wants it now, so that what has the focus is drawn too. */
  async #draw(asked: boolean): Promise<void> {
    let html: string
    try {
      const answer = await fetch(this.dataset['part'] ?? '', { headers: PART, credentials: 'same-origin' })
      if (!answer.ok) return
      html = await answer.text()
    } catch {
      return
    }
    const template = document.createElement('template')
    template.innerHTML = trusted.createHTML(html)
    let kept = false
    for (const part of template.content.querySelectorAll<HTMLElement>('[data-part]')) {
      const here = this.querySelector<HTMLElement>(`[data-part="${part.dataset['part'] ?? ''}"]`)
      if (here === null || here.innerHTML === part.innerHTML) continue
      if (asked ? isTypedIn(here) : inHands(here)) kept = true
      else swap(here, part, 'quick' in this.dataset)
    }
    this.#offer(kept)
  }

  #offer(kept: boolean): void {
    this.#note?.remove()
    this.#note = null
    if (!kept) return
    const note = document.createElement('div')
    note.className = 'note'
    note.setAttribute('role', 'status')
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'quiet'
    button.textContent = this.dataset['show'] ?? ''
    button.addEventListener('click', () => void this.#draw(true))
    note.append(this.dataset['changed'] ?? '', ' ', button)
    this.prepend(note)
    this.#note = note
  }

  /** Letters do something only while the focus is in a card, and not in something one writes into. */
  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return
    if (!(event.target instanceof Element) || event.target.matches(TYPED)) return
    const card = event.target.closest<HTMLElement>('[data-card]')
    if (card === null) return
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') {
      const cards = [...this.querySelectorAll<HTMLElement>('[data-card]')].filter((one) => one.checkVisibility())
      cards[cards.indexOf(card) + (key === 'j' ? 1 : -1)]?.focus()
      return event.preventDefault()
    }
    const deed = [...card.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset['key'] === key)
    if (deed === undefined) return
    event.preventDefault()
    deed.click()
    if (deed.matches('summary')) deed.parentElement?.querySelector<HTMLElement>('textarea, select, input:not([type=hidden])')?.focus()
  }
}

/** Something was written in it that is not sent yet. */
const isTypedIn = (part: HTMLElement): boolean =>
  [...part.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input:not([type])')].some(
    (field) => field.value !== field.defaultValue,
  )

/** That, or the focus is in it, or something was chosen. */
function inHands(part: HTMLElement): boolean {
  if (part.contains(document.activeElement) || isTypedIn(part)) return true
  return [...part.querySelectorAll<HTMLInputElement>('input')].some((field) => field.checked !== field.defaultChecked)
}

const cardsIn = (part: HTMLElement): readonly HTMLElement[] => [...part.querySelectorAll<HTMLElement>('[data-card]')]

/** What was open stays open, and the focus stays where it was: in a queue at the same place, where the next one stands by now. */
function swap(here: HTMLElement, part: HTMLElement, queue: boolean): void {
  const open = [...here.querySelectorAll('details')].map((one) => one.open)
  const focused = document.activeElement instanceof HTMLElement && here.contains(document.activeElement) ? document.activeElement : null
  const card = focused?.closest<HTMLElement>('[id]')?.id
  const place = cardsIn(here).findIndex((one) => focused !== null && one.contains(focused))
  const button = focused instanceof HTMLButtonElement ? focused.form?.getAttribute('action') : undefined
  here.replaceChildren(...part.childNodes)
  const now = here.querySelectorAll('details')
  if (now.length === open.length) for (const [at, one] of now.entries()) one.open = open[at] === true
  if (focused === null) return
  if (queue && place !== -1) {
    const cards = cardsIn(here)
    return cards[Math.min(place, cards.length - 1)]?.focus()
  }
  const form = [...here.querySelectorAll('form')].find((one) => one.getAttribute('action') === button)
  const next = form?.querySelector('button') ?? (card === undefined || card === '' ? null : document.getElementById(card))
  next?.focus({ preventScroll: true })
}

customElements.define('live-floor', LiveFloor)

export {}
