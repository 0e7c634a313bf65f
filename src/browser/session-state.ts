const PATIENCE_MS = 60_000

/**
 * `<session-state src phase>`: says at once when a session begins or ends. Of the sentences inside, each with its `data-phase`, the one that is
 * true is shown; what else there is to see now is offered as a link and never put under somebody's eyes while they read.
 * A page out of sight for a minute lets go of its connection.
 */
class SessionState extends HTMLElement {
  #source: EventSource | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined

  connectedCallback(): void {
    // What one does without this script.
    for (const line of this.querySelectorAll<HTMLElement>('[data-reload]')) line.hidden = true
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
    source.addEventListener('phase', (event: MessageEvent<string>) => this.#show(event.data))
    this.#source = source
  }

  #close(): void {
    this.#source?.close()
    this.#source = null
  }

  #show(data: string): void {
    const told: { readonly phase?: unknown; readonly changed?: unknown } = JSON.parse(data)
    const before = this.getAttribute('phase')
    if (typeof told.phase !== 'string') return
    if (told.phase !== before || told.changed === 1)
      for (const note of this.querySelectorAll<HTMLElement>('[data-changed]')) note.hidden = false
    if (told.phase === before) return
    this.setAttribute('phase', told.phase)
    for (const line of this.querySelectorAll<HTMLElement>('[data-phase]')) line.hidden = line.dataset['phase'] !== told.phase
  }
}

customElements.define('session-state', SessionState)

export {}
