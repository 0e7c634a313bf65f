const PATIENCE_MS = 60_000

type Counts = Readonly<Record<string, unknown>>

/**
 * `<live-counts src>`: numbers that follow a running dialogue, and the number of news in the header. Only they change; a new result is offered as a link
 * and never put under somebody's eyes while they read. A page out of sight for a minute lets go of its connection.
 */
class LiveCounts extends HTMLElement {
  #source: EventSource | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined
  readonly #numbers = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`)

  connectedCallback(): void {
    document.addEventListener('visibilitychange', this.#look)
    this.#look()
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.#look)
    clearTimeout(this.#leaving)
    this.#close()
  }

  readonly #look = (): void => {
    clearTimeout(this.#leaving)
    if (document.hidden) this.#leaving = setTimeout(() => this.#close(), PATIENCE_MS)
    else this.#open()
  }

  #open(): void {
    const src = this.getAttribute('src')
    // A source that gave up for good (the server answered with an error) is closed: showing the page again is a new try.
    if (src === null || (this.#source !== null && this.#source.readyState !== EventSource.CLOSED)) return
    const source = new EventSource(src)
    source.addEventListener('counts', (event: MessageEvent<string>) => this.#show(event.data))
    source.addEventListener('result', () => {
      for (const note of this.querySelectorAll<HTMLElement>('[data-new-result]')) note.hidden = false
    })
    source.addEventListener('words', (event: MessageEvent<string>) => this.#say(event.data))
    this.#source = source
  }

  #close(): void {
    this.#source?.close()
    this.#source = null
  }

  /** Whole words, where the language decides how a number is said; empty: there is nothing to say. */
  #say(data: string): void {
    const words: Counts = JSON.parse(data)
    for (const place of this.querySelectorAll<HTMLElement>('[data-words]')) {
      const said = words[place.dataset['words'] ?? '']
      if (typeof said !== 'string') continue
      place.textContent = said
      place.hidden = said === ''
    }
  }

  #show(data: string): void {
    const counts: Counts = JSON.parse(data)
    for (const place of this.querySelectorAll<HTMLElement>('[data-count]')) {
      const count = counts[place.dataset['count'] ?? '']
      if (typeof count === 'number') place.textContent = this.#numbers.format(count)
    }
  }
}

customElements.define('live-counts', LiveCounts)

export {}
