/**
 * `<own-agenda data-edition>` around rows with hidden checkboxes: what is marked stays on this device and is sent nowhere; rows that run at the
 * same time say so. Without this script, or where the browser keeps nothing, it is a plain list.
 */
class OwnAgenda extends HTMLElement {
  connectedCallback(): void {
    if (!this.#keeps()) return
    const marked = this.#read()
    for (const box of this.#boxes()) {
      box.checked = marked.has(box.value)
      box.addEventListener('change', () => this.#write())
      const label = box.closest('label')
      if (label !== null) label.hidden = false
    }
    this.#show('[data-without]', false)
    this.#show('[data-with]', true)
    this.#show('[data-erase]', true)
    this.querySelector('[data-erase]')?.addEventListener('click', () => {
      for (const box of this.#boxes()) box.checked = false
      this.#write()
    })
    this.#draw()
  }

  get #name(): string {
    return `agenda.${this.dataset['edition'] ?? ''}`
  }

  #boxes(): readonly HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
  }

  /** A browser that keeps nothing for this hub throws here. */
  #keeps(): boolean {
    try {
      localStorage.getItem(this.#name)
      return true
    } catch {
      return false
    }
  }

  #read(): ReadonlySet<string> {
    return new Set((localStorage.getItem(this.#name) ?? '').split(' '))
  }

  #write(): void {
    const marked = this.#boxes().flatMap((box) => (box.checked ? [box.value] : []))
    if (marked.length === 0) localStorage.removeItem(this.#name)
    else localStorage.setItem(this.#name, marked.join(' '))
    this.#draw()
  }

  #show(which: string, shown: boolean): void {
    const part = this.querySelector<HTMLElement>(which)
    if (part !== null) part.hidden = !shown
  }

  #draw(): void {
    const rows = [...this.querySelectorAll<HTMLElement>('[data-session]')]
    const chosen = rows.filter((row) => row.querySelector('input')?.checked === true)
    for (const row of rows) {
      row.classList.toggle('marked', chosen.includes(row))
      const clash = row.querySelector<HTMLElement>('[data-clash]')
      if (clash !== null) clash.hidden = !chosen.includes(row) || !chosen.some((other) => other !== row && overlap(row, other))
    }
  }
}

const overlap = (one: HTMLElement, other: HTMLElement): boolean =>
  Number(one.dataset['from']) < Number(other.dataset['to']) && Number(other.dataset['from']) < Number(one.dataset['to'])

customElements.define('own-agenda', OwnAgenda)

export {}
