/**
 * `<copy-text data-text data-done>` around a hidden `<button>`: copies and says so. The text stands on the page as well
 * (a link, a field), so without this script, or where copying is not allowed, it is copied by hand.
 */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button')
    if (button === null || !('clipboard' in navigator)) return
    const said = document.createElement('span')
    said.setAttribute('role', 'status')
    said.className = 'quiet'
    this.append(said)
    button.type = 'button'
    button.hidden = false
    button.addEventListener('click', () => void this.#copy(said))
  }

  async #copy(said: HTMLElement): Promise<void> {
    const words = this.dataset
    try {
      await navigator.clipboard.writeText(words['text'] ?? '')
      said.textContent = words['done'] ?? ''
    } catch {
      said.textContent = words['failed'] ?? ''
    }
  }
}

customElements.define('copy-text', CopyText)

export {}
