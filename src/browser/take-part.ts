type HtmlPolicy = { createHTML(html: string): string }
type TrustedTypes = { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy }

/** The page lets only this policy make HTML, and it is given nothing but what this hub itself answered. */
const asIs: HtmlPolicy = { createHTML: (html) => html }
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('passerelle', asIs) ?? asIs

const PART = 'card'
const HEADERS = { accept: 'text/html', 'x-part': PART }
const TYPED = 'textarea, select, input:not([type=radio], [type=checkbox])'

/**
 * `<take-part>` around a statement card: sends its forms without leaving the page and puts the next card in their
 * place. Whatever is not a card (a page to sign in, an end, a refusal with its own page) is gone to as usual.
 */
class TakePart extends HTMLElement {
  readonly #said = document.createElement('p')

  connectedCallback(): void {
    this.#said.className = 'aloud'
    this.#said.setAttribute('role', 'status')
    this.after(this.#said)
    this.addEventListener('submit', (event) => this.#submitted(event))
    this.addEventListener('click', (event) => this.#clicked(event))
    this.addEventListener('keydown', (event) => this.#pressed(event))
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
    const leave = (): void => this.#sendWhole(form, submitter)
    void this.#send(form.action, { method: 'POST', body, headers: HEADERS }, submitter, leave)
  }

  #clicked(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`a[data-part=${PART}]`) : null
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (this.ariaBusy !== 'true') void this.#send(link.href, { headers: HEADERS }, null, () => location.assign(link.href))
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

  async #send(address: string, request: RequestInit, pressed: HTMLButtonElement | null, leave: () => void): Promise<void> {
    this.#busy(true, pressed)
    let answer: Response
    let html: string
    try {
      answer = await fetch(address, { ...request, credentials: 'same-origin' })
      html = await answer.text()
    } catch {
      return this.#failed(this.dataset['offline'], () => this.#send(address, request, pressed, leave), pressed)
    }
    if (answer.headers.get('x-part') === PART) return this.#swap(html)
    if (answer.status >= 500 || answer.status === 429) {
      return this.#failed(this.dataset['failed'], () => this.#send(address, request, pressed, leave), pressed)
    }
    if (answer.redirected && answer.ok) location.assign(answer.url)
    else leave()
  }

  #swap(html: string): void {
    const template = document.createElement('template')
    template.innerHTML = trusted.createHTML(html)
    this.replaceChildren(template.content)
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
  #failed(words: string | undefined, again: () => Promise<void>, pressed: HTMLButtonElement | null): void {
    this.#busy(false, pressed)
    const note = document.createElement('div')
    note.className = 'problem'
    note.dataset['failedNote'] = ''
    const sentence = document.createElement('p')
    sentence.setAttribute('role', 'alert')
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = this.dataset['again'] ?? ''
    button.addEventListener('click', () => void again())
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
