type Policy = { createScriptURL(url: string): string }

/** The page allows this one policy, and that it is made once. */
const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes?.createPolicy(
  'passerelle',
  { createScriptURL: (asked) => asked },
)

/**
 * `<push-here data-key data-worker>` around the form that adds this device: on its button the browser asks the reader, and what it gives goes into
 * the hidden fields. Until then nothing is asked of anybody, and nothing is registered.
 */
class PushHere extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('form')?.addEventListener('submit', this.#submitted)
  }

  disconnectedCallback(): void {
    this.querySelector('form')?.removeEventListener('submit', this.#submitted)
  }

  readonly #submitted = (event: SubmitEvent): void => {
    const { currentTarget: form } = event
    if (!(form instanceof HTMLFormElement)) return
    event.preventDefault()
    this.#subscribe().then(
      (filled) => {
        if (filled) form.submit()
        else this.#show(this.dataset['refused'] ?? '')
      },
      () => this.#show(this.dataset['failed'] ?? ''),
    )
  }

  /** False: the reader said no, now or before. */
  async #subscribe(): Promise<boolean> {
    const { key = '', worker = '' } = this.dataset
    if (new URL(worker, location.href).origin !== location.origin) throw new TypeError('the worker is not of this hub')
    if ((await Notification.requestPermission()) !== 'granted') return false
    const registration = await navigator.serviceWorker.register(policy?.createScriptURL(worker) ?? worker, { type: 'module' })
    const manager = (await active(registration)).pushManager
    const { endpoint, keys } = (await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON()
    this.#fill('endpoint', endpoint ?? '')
    this.#fill('p256dh', keys?.['p256dh'] ?? '')
    this.#fill('auth', keys?.['auth'] ?? '')
    return true
  }

  #fill(name: string, value: string): void {
    const field = this.querySelector(`input[name="${name}"]`)
    if (field instanceof HTMLInputElement) field.value = value
  }

  #show(sentence: string): void {
    const place = this.querySelector('[data-said]')
    if (place !== null) place.textContent = sentence
  }
}

/** A worker that has only just arrived takes a moment; before that no browser lets one subscribe. */
function active(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const waiting = registration.active === null ? (registration.installing ?? registration.waiting) : null
  if (waiting === null) return Promise.resolve(registration)
  return new Promise((done) => {
    waiting.addEventListener('statechange', () => {
      if (waiting.state === 'activated') done(registration)
    })
  })
}

customElements.define('push-here', PushHere)

export {}
