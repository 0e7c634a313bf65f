/**
 * `<sheet-entry>` around rows of three answers each: 1, 2 and 3 answer the row in which one is and go on to the next, 0 leaves it empty, and
 * backspace goes back to the one before. Without this script the rows are plain choices that arrows and the tab key reach.
 */
class SheetEntry extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('keydown', (event) => this.#pressed(event))
    if (document.activeElement === document.body) this.#focus(this.#rows()[0])
  }

  #rows(): readonly HTMLFieldSetElement[] {
    return [...this.querySelectorAll('fieldset')]
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const row = event.target instanceof Element ? event.target.closest('fieldset') : null
    if (row === null) return
    // On French keyboards the row of digits gives letters; the place of the key decides as well.
    const keys = [event.key, event.code.replace(/^(Digit|Numpad)/, '')]
    const rows = this.#rows()
    const at = rows.indexOf(row)
    const inputs = [...row.querySelectorAll('input')]
    const chosen = inputs.find(({ dataset }) => keys.includes(dataset['key'] ?? ''))
    if (chosen !== undefined) chosen.checked = true
    else if (keys.includes('0')) for (const input of inputs) input.checked = false
    else if (event.key !== 'Backspace') return
    event.preventDefault()
    this.#focus(event.key === 'Backspace' ? rows[Math.max(0, at - 1)] : rows[at + 1])
  }

  /** After the last row comes what sends the sheet. */
  #focus(row: HTMLFieldSetElement | undefined): void {
    const next = row?.querySelector<HTMLInputElement>('input:checked') ?? row?.querySelector('input')
    const send = this.closest('form')?.querySelector<HTMLButtonElement>('button:not([type=button])')
    ;(next ?? send)?.focus()
  }
}

customElements.define('sheet-entry', SheetEntry)

export {}
