type HtmlPolicy = { createHTML(html: string): string }
type TrustedTypes = { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy }

/** The page lets only this policy make HTML, and it is given nothing but what this hub itself answered. */
const asIs: HtmlPolicy = { createHTML: (html) => html }
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('passerelle', asIs) ?? asIs

const PART = 'card'
const HEADERS = { accept: 'text/html', 'x-part': PART }
/** So long a hub that does not answer is waited for; less, once it has not answered. */
const PATIENCE_MS = 15_000
const LESS_PATIENCE_MS = 4000
/** With fewer cards in hand more are asked for. */
const FEW_CARDS = 4
const BEFORE_ASKING_MS = 1000
const TYPED = 'textarea, select, input:not([type=radio], [type=checkbox])'

type Sent = {
  readonly address: string
  readonly request: RequestInit
  readonly pressed: HTMLButtonElement | null
  /** The browser's own way to it. */
  readonly leave: () => void
  /** Keeps it on the device until there is a connection, and goes on. */
  readonly putAside?: () => boolean
}

function cardsIn(html: string): DocumentFragment {
  const template = document.createElement('template')
  template.innerHTML = trusted.createHTML(html)
  return template.content
}

/**
 * `<take-part>` around a statement card: sends its forms without leaving the page and puts the next card in their
 * place. Whatever is not a card (a page to sign in, an end, a refusal with its own page) is gone to as usual. An answer that the hub did not
 * take waits on the device (`waiting-answers.js`), and the cards that would come next, which were asked for while there was a connection, go on.
 */
class TakePart extends HTMLElement {
  readonly #said = document.createElement('p')
  /** What would come next, in its order, as far as the hub has said. */
  #ahead: readonly Element[] = []
  #more = true
  readonly #answered = new Set<string>()
  #patience = PATIENCE_MS

  connectedCallback(): void {
    this.#said.className = 'aloud'
    this.#said.setAttribute('role', 'status')
    this.after(this.#said)
    this.addEventListener('submit', (event) => this.#submitted(event))
    this.addEventListener('click', (event) => this.#clicked(event))
    this.addEventListener('keydown', (event) => this.#pressed(event))
    document.addEventListener('answers-sent', this.#goOn)
    setTimeout(() => void this.#askAhead(), BEFORE_ASKING_MS)
    // The keys count inside the card only: on a page that has just opened, that is where one is.
    if (document.activeElement === document.body && location.hash !== '#add')
      this.querySelector<HTMLElement>('h2[tabindex]')?.focus({ preventScroll: true })
  }

  #submitted(event: SubmitEvent): void {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || 'whole' in form.dataset) return
    event.preventDefault()
    const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    if (this.ariaBusy === 'true') return
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form, submitter)) if (typeof value === 'string') body.append(name, value)
    const at = Date.now()
    void this.#send({
      address: form.action,
      request: { method: 'POST', body, headers: HEADERS },
      pressed: submitter,
      leave: () => this.#sendWhole(form, submitter),
      putAside: () => this.#putAside(form, { body, at, what: submitter?.querySelector('span:not(.sign)')?.textContent ?? '' }),
    })
  }

  #clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`a[data-part=${PART}]`) : null
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (this.ariaBusy !== 'true') this.#show(link.href)
  }

  /** Single keys count only while focus is inside the card and not in something one writes into. */
  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return
    if (!(event.target instanceof Element) || event.target.matches(TYPED)) return
    // On French keyboards the row of digits gives letters; the place of the key decides as well.
    const keys = [event.key.toLowerCase(), event.code.replace(/^(Digit|Numpad)/, '')]
    const button = [...this.querySelectorAll<HTMLButtonElement>('button[data-key]')].find(({ dataset }) =>
      keys.includes(dataset['key'] ?? ''),
    )
    if (button === undefined || button.disabled) return
    event.preventDefault()
    button.click()
  }

  async #send(sent: Sent): Promise<void> {
    const { address, request, pressed, leave, putAside } = sent
    this.#busy(true, pressed)
    const stop = new AbortController()
    const patience = setTimeout(() => stop.abort(), this.#patience)
    let answer: Response
    let html: string
    try {
      answer = await fetch(address, { ...request, credentials: 'same-origin', signal: stop.signal })
      html = await answer.text()
    } catch {
      this.#patience = LESS_PATIENCE_MS
      return putAside?.() === true ? undefined : this.#failed(this.dataset['offline'], sent)
    } finally {
      clearTimeout(patience)
    }
    this.#patience = PATIENCE_MS
    if (answer.headers.get('x-part') === PART) {
      this.#answered.add(new URL(address).pathname)
      void this.#askAhead()
      return this.#swap(cardsIn(html))
    }
    if (answer.status >= 500 && putAside?.() === true) return
    if (answer.status >= 500 || answer.status === 429) return this.#failed(this.dataset['failed'], sent)
    if (answer.redirected && answer.ok) location.assign(answer.url)
    else leave()
  }

  #show(address: string): void {
    void this.#send({ address, request: { headers: HEADERS }, pressed: null, leave: () => location.assign(address) })
  }

  /** False where nobody keeps it. */
  #putAside(form: HTMLFormElement, { body, at, what }: { body: URLSearchParams; at: number; what: string }): boolean {
    const { pathname: action } = new URL(form.action)
    const said = this.querySelector<HTMLElement>('.statement')
    const kept = new URLSearchParams(body)
    kept.delete('_form')
    const [text, lang] = [said?.textContent ?? '', said?.closest<HTMLElement>('[lang]')?.lang ?? '']
    // In whatever language the page is, it is the same statement.
    const id = action.replace(/^\/[^/]+/, '')
    const detail = { id, action, body: kept.toString(), at, what, text, lang }
    if (this.dispatchEvent(new CustomEvent('answer-waits', { bubbles: true, cancelable: true, detail }))) return false
    this.#answered.add(action)
    const next = this.#unanswered()[0]
    this.#swap(next ?? this.#rest())
    return true
  }

  #unanswered(): readonly Element[] {
    return this.#ahead.filter((card) => {
      // Outside of the page a form knows no whole address.
      const action = card.querySelector('form')?.getAttribute('action') ?? ''
      return action !== '' && !this.#answered.has(action)
    })
  }

  /** No page that is kept: what an open page holds, and gone with it. */
  async #askAhead(): Promise<void> {
    const address = this.dataset['next']
    this.#ahead = this.#unanswered()
    if (address === undefined || !this.#more || this.#ahead.length >= FEW_CARDS || document.querySelector('waiting-answers') === null)
      return
    this.#more = false
    try {
      const answer = await fetch(address, { headers: { ...HEADERS, 'x-part': 'ahead' }, credentials: 'same-origin' })
      if (answer.headers.get('x-part') !== 'ahead') return
      this.#ahead = [...cardsIn(await answer.text()).children]
      this.#more = this.#ahead.length > FEW_CARDS
    } catch {
      this.#more = true
    }
  }

  /** Nothing more is in hand: it says so, and looks again when what waited has arrived. */
  #rest(): Element {
    const card = document.createElement('article')
    card.className = 'card'
    card.dataset['rest'] = ''
    const words = document.createElement('h2')
    words.className = 'statement'
    words.tabIndex = -1
    words.textContent = this.dataset['rest'] ?? ''
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = this.dataset['goOn'] ?? ''
    button.addEventListener('click', () => this.#show(this.dataset['next'] ?? ''))
    card.append(words, button)
    return card
  }

  readonly #goOn = (): void => {
    if (this.querySelector('[data-rest]') !== null && this.ariaBusy !== 'true') this.#show(this.dataset['next'] ?? '')
  }

  #swap(card: Node): void {
    this.replaceChildren(card)
    this.#busy(false, null)
    this.#said.textContent = this.querySelector('[data-progress]')?.textContent ?? ''
    const heading = this.querySelector<HTMLElement>('[role=alert], h2[tabindex]')
    heading?.focus({ preventScroll: true })
    const top = this.getBoundingClientRect().top
    if (top < 0 || top > innerHeight / 2) this.scrollIntoView({ block: 'start' })
  }

  #busy(busy: boolean, pressed: HTMLButtonElement | null): void {
    this.ariaBusy = String(busy)
    this.querySelector('[data-failed-note]')?.remove()
    for (const button of this.querySelectorAll('button')) button.disabled = busy
    if (pressed === null) return
    for (const button of this.querySelectorAll('.chosen')) button.classList.remove('chosen')
    pressed.classList.add('chosen')
  }

  /** Says what happened, keeps what was chosen, and offers the same once more. */
  #failed(words: string | undefined, sent: Sent): void {
    this.#busy(false, sent.pressed)
    const note = document.createElement('div')
    note.className = 'problem'
    note.dataset['failedNote'] = ''
    const sentence = document.createElement('p')
    sentence.setAttribute('role', 'alert')
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = this.dataset['again'] ?? ''
    button.addEventListener('click', () => void this.#send(sent))
    note.append(sentence, button)
    const card = this.querySelector('form') ?? this.firstElementChild
    if (card === null) this.append(note)
    else card.before(note)
    // Words put in after the alert is on the page are the ones that screen readers announce.
    sentence.textContent = words ?? ''
    button.focus()
  }

  /** The browser's own way: for answers that are whole pages and came without a redirect. */
  #sendWhole(form: HTMLFormElement, submitter: HTMLButtonElement | null): void {
    this.#busy(false, null)
    if (submitter !== null && submitter.name !== '') {
      const field = document.createElement('input')
      field.type = 'hidden'
      field.name = submitter.name
      field.value = submitter.value
      form.append(field)
    }
    form.submit()
  }
}

/** `<letter-count data-for data-most data-words>`: counts code points, as the hub does: an emoji or an Arabic letter is one. */
class LetterCount extends HTMLElement {
  connectedCallback(): void {
    const field = document.getElementById(this.dataset['for'] ?? '')
    if (!(field instanceof HTMLTextAreaElement) && !(field instanceof HTMLInputElement)) return
    const most = Number(this.dataset['most'])
    const count = (): void => {
      // A browser counts a line end as one; the hub keeps it as one too.
      const used = [...field.value.replaceAll('\r\n', '\n').trim()].length
      this.textContent = (this.dataset['words'] ?? '').replace('{used}', String(used))
      this.classList.toggle('fault', used > most)
    }
    field.addEventListener('input', count)
    count()
  }
}

customElements.define('take-part', TakePart)
customElements.define('letter-count', LetterCount)

export {}
