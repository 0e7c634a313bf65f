type Words = 'failed' | 'cancelled' | 'known'

/**
 * `<pass-key data-question data-deed="get|create">` around a hidden form and a paragraph `[data-without]`: asks the device for a passkey and
 * sends its answer with the form. Where the browser has none to offer, or without this script, the paragraph stays and says what else works.
 */
class PassKey extends HTMLElement {
  readonly #said = document.createElement('p')

  connectedCallback(): void {
    const form = this.querySelector('form')
    if (form === null || !offersPasskeys()) return
    this.#said.setAttribute('role', 'status')
    this.append(this.#said)
    for (const part of this.querySelectorAll<HTMLElement>('[data-with]')) part.hidden = false
    for (const part of this.querySelectorAll<HTMLElement>('[data-without]')) part.hidden = true
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (this.ariaBusy !== 'true') void this.#ask(form)
    })
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    this.#busy(true)
    this.#said.textContent = ''
    try {
      const answer = await this.#answer(form)
      if (answer === null) return this.#stop('failed')
      const field = form.elements.namedItem('answer')
      if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer)
      this.#busy(false)
      form.submit()
    } catch (fault) {
      const name = fault instanceof DOMException ? fault.name : ''
      this.#stop(name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : name === 'InvalidStateError' ? 'known' : 'failed')
    }
  }

  /** What the device says to the hub's question; null where the hub has none to ask just now. */
  async #answer(form: HTMLFormElement): Promise<object | null> {
    const body = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (name === '_form' && typeof value === 'string') body.append(name, value)
    const asked = await fetch(this.dataset['question'] ?? '', { method: 'POST', body, credentials: 'same-origin' })
    if (!asked.ok) return null
    const { publicKey } = await asked.json()
    const credential =
      this.dataset['deed'] === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
    return credential instanceof PublicKeyCredential ? credential.toJSON() : null
  }

  #stop(words: Words): void {
    this.#busy(false)
    this.#said.textContent = this.dataset[words] ?? ''
  }

  #busy(busy: boolean): void {
    this.ariaBusy = String(busy)
    for (const button of this.querySelectorAll('button')) button.disabled = busy
  }
}

/** Also false on a page without https: browsers keep passkeys from there. */
function offersPasskeys(): boolean {
  return (
    'credentials' in navigator &&
    typeof PublicKeyCredential === 'function' &&
    'parseRequestOptionsFromJSON' in PublicKeyCredential &&
    'toJSON' in PublicKeyCredential.prototype
  )
}

customElements.define('pass-key', PassKey)

export {}
