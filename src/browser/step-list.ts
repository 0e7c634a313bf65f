/**
 * `<step-list data-list data-words>` around steps with hidden checkboxes and a hidden button: what is ticked stays on this device, in the
 * browser's own store, and is sent nowhere. Without this script, or where the browser keeps nothing, it is a plain list.
 */
class StepList extends HTMLElement {
  #boxes: readonly HTMLInputElement[] = []

  connectedCallback(): void {
    const said = this.querySelector('[role=status]')
    const erase = this.querySelector('button')
    if (said === null || erase === null || !this.#keeps()) return
    this.#boxes = [...this.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    const done = this.#read()
    for (const box of this.#boxes) {
      box.hidden = false
      box.checked = done.has(box.value)
      box.addEventListener('change', () => this.#write(said))
    }
    erase.hidden = false
    erase.addEventListener('click', () => {
      for (const box of this.#boxes) box.checked = false
      localStorage.removeItem(this.#name)
      this.#count(said)
    })
    this.#count(said)
  }

  get #name(): string {
    return `steps.${this.dataset['list'] ?? ''}`
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

  #write(said: Element): void {
    const done = this.#boxes.filter((box) => box.checked).map((box) => box.value)
    if (done.length === 0) localStorage.removeItem(this.#name)
    else localStorage.setItem(this.#name, done.join(' '))
    this.#count(said)
  }

  #count(said: Element): void {
    const done = this.#boxes.filter((box) => box.checked).length
    said.textContent = (this.dataset['words'] ?? '').replace('{done}', String(done))
  }
}

customElements.define('step-list', StepList)

export {}
