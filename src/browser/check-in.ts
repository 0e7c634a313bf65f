type Guest = { readonly hash: string; readonly badge: string | null; at: string | null }
type Entry = { readonly key: string; readonly hash: string; readonly who: string; readonly at: string }
type Answer = { readonly already: boolean; readonly here: boolean; readonly at: string }
type Policy = { createScriptURL(url: string): string }
type Detector = { detect(view: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> }
type DetectorMaker = new (options: { formats: readonly string[] }) => Detector

const CACHE = 'check-in'
const SHELF = 'check-in/'
const RETRY_MS = 15_000
const LOOK_MS = 300

/** The page allows this one policy, and that it is made once. */
const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes?.createPolicy(
  'passerelle',
  { createScriptURL: (asked) => asked },
)

/**
 * `<check-in>` around the form of the door: codes are looked up in a list of hashes, so that it goes on without a connection; what was checked
 * in waits on the device and is sent once. The page, this script and the list are put aside for a reload. Leaving quickly, or the button, takes
 * all of it off the device.
 */
class CheckIn extends HTMLElement {
  #guests = new Map<string, Guest>()
  #busy = false
  #timer: ReturnType<typeof setInterval> | undefined

  connectedCallback(): void {
    // Only where the browser can hash: over https, and on one's own machine.
    if (!('subtle' in crypto)) return
    this.querySelector('form')?.addEventListener('submit', (event) => void this.#submitted(event))
    this.querySelector('[data-forget]')?.addEventListener('click', () => void this.#forget(this.dataset['over']))
    document.addEventListener('click', this.#left, { capture: true })
    addEventListener('online', this.#hurry)
    this.#timer = setInterval(this.#hurry, RETRY_MS)
    this.#offerCamera()
    void this.#begin()
  }

  disconnectedCallback(): void {
    document.removeEventListener('click', this.#left, { capture: true })
    removeEventListener('online', this.#hurry)
    clearInterval(this.#timer)
  }

  get #api(): string {
    return `/api/editions/${this.dataset['edition'] ?? ''}`
  }

  get #list(): string {
    const { link } = this.dataset
    return `${this.#api}/check-in-list${link === undefined ? '' : `?link=${encodeURIComponent(link)}`}`
  }

  async #begin(): Promise<void> {
    if (!(await this.#fetchList())) await this.#readKept()
    await this.#putAside()
    this.#show('[data-forget]', true)
    this.#waiting()
    await this.#sendAll()
  }

  readonly #hurry = (): void => {
    if (this.#entries().length > 0) void this.#sendAll()
  }

  readonly #left = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('.leave') !== null) void this.#forget(undefined)
  }

  /** False: the hub cannot be reached. Where it says no, nothing of its list stays here. */
  async #fetchList(): Promise<boolean> {
    try {
      const answer = await fetch(this.#list, { credentials: 'same-origin' })
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) {
        await this.#forget(this.dataset['over'])
        return true
      }
      if (!answer.ok) return false
      if ('caches' in globalThis) await (await caches.open(CACHE)).put(this.#list, answer.clone())
      this.#read(await answer.json())
      return true
    } catch {
      return false
    }
  }

  async #readKept(): Promise<void> {
    if (!('caches' in globalThis)) return
    const kept = await (await caches.open(CACHE)).match(this.#list)
    if (kept !== undefined) this.#read(await kept.json())
  }

  #read({ until, guests }: { readonly until: string; readonly guests: readonly Guest[] }): void {
    if (Date.parse(until) < Date.now()) return void this.#forget(this.dataset['over'])
    this.#guests = new Map(guests.map((guest) => [guest.hash, guest]))
    for (const { hash, at } of this.#entries()) this.#note(hash, at)
  }

  #note(hash: string, at: string): void {
    const guest = this.#guests.get(hash)
    if (guest !== undefined) guest.at ??= at
  }

  /** The page as it is now, what it is drawn with, and the worker that gives it back where there is no connection. */
  async #putAside(): Promise<void> {
    const { page = '', worker = '' } = this.dataset
    if (!('caches' in globalThis) || !('serviceWorker' in navigator) || this.#guests.size === 0 || !navigator.onLine) return
    try {
      const parts = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=stylesheet], link[rel=icon]')]
      const urls = parts.map((part) => (part instanceof HTMLScriptElement ? part.src : part.href))
      await (await caches.open(CACHE)).addAll([page, ...urls])
      const scope = worker.replace(/\/worker\.js$/, '')
      await navigator.serviceWorker.register(policy?.createScriptURL(worker) ?? worker, { scope })
      await navigator.serviceWorker.ready
      this.dataset['put'] = ''
      this.#say(this.dataset['ready'])
    } catch {
      // Without it the page still goes on as long as it stays open.
    }
  }

  async #forget(words: string | undefined): Promise<void> {
    this.#guests.clear()
    this.#keep([])
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(SHELF)) localStorage.removeItem(key)
    } catch {
      // A device that keeps nothing has nothing to forget.
    }
    if (words !== undefined) this.#say(words)
    if ('caches' in globalThis) await caches.delete(CACHE)
    const scope = new URL((this.dataset['worker'] ?? '').replace(/\/worker\.js$/, ''), location.href).href
    const workers = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations() : []
    for (const worker of workers) if (worker.scope === scope) await worker.unregister()
  }

  get #shelf(): string {
    return `${SHELF}${this.dataset['edition'] ?? ''}`
  }

  #entries(): readonly Entry[] {
    try {
      const all: unknown = JSON.parse(localStorage.getItem(this.#shelf) ?? '[]')
      return Array.isArray(all) ? all.filter(isEntry) : []
    } catch {
      return []
    }
  }

  /** False where the device keeps nothing for us. */
  #keep(entries: readonly Entry[]): boolean {
    try {
      if (entries.length === 0) localStorage.removeItem(this.#shelf)
      else localStorage.setItem(this.#shelf, JSON.stringify(entries))
      return true
    } catch {
      return false
    }
  }

  /** Made by chance once, so that the hub can say whether it was this device. */
  #device(): string | null {
    try {
      const known = localStorage.getItem(`${SHELF}device`)
      const id = known ?? crypto.randomUUID()
      if (known === null) localStorage.setItem(`${SHELF}device`, id)
      return id
    } catch {
      return null
    }
  }

  async #submitted(event: SubmitEvent): Promise<void> {
    const field = this.querySelector<HTMLInputElement>('input[name=code]')
    // Without a list the form goes to the hub as it is.
    if (field === null || this.#guests.size === 0) return
    event.preventDefault()
    const typed = field.value
    field.value = ''
    field.focus()
    await this.#take(typed)
  }

  async #take(typed: string): Promise<void> {
    const code = plain(typed)
    const hash = await hashOf(`${this.dataset['edition'] ?? ''}:${code}`)
    let guest = this.#guests.get(hash)
    // A ticket that is newer than the list.
    if (guest === undefined && (await this.#fetchList())) guest = this.#guests.get(hash)
    const who = guest?.badge ?? spaced(code)
    if (guest === undefined) return this.#say(this.dataset['unknown'], { who })
    if (guest.at !== null) return this.#say(this.dataset['before'], { who, time: this.#time(guest.at) })
    const at = new Date().toISOString()
    guest.at = at
    this.#keep([...this.#entries(), { key: crypto.randomUUID(), hash, who: guest.badge ?? code.slice(-4), at }])
    this.#say(this.dataset['in'], { who, time: this.#time(at) })
    await this.#sendAll()
  }

  /** One after the other, in the order in which they came. */
  async #sendAll(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    const before = this.#entries().length
    try {
      for (let entry = this.#entries()[0]; entry !== undefined; entry = this.#entries()[0]) {
        const answer = await this.#send(entry)
        if (answer === null) break
        this.#keep(this.#entries().filter(({ key }) => key !== entry.key))
        await this.#told(entry, answer)
      }
    } finally {
      this.#busy = false
      this.#waiting(before)
    }
  }

  async #told(entry: Entry, answer: Response): Promise<void> {
    if (answer.status === 401 || answer.status === 403) return void this.#forget(this.dataset['over'])
    if (!answer.ok) return this.#conflict(this.dataset['refused'], { who: entry.who })
    const { already, here, at }: Answer = await answer.json()
    if (already && !here) this.#conflict(this.dataset['elsewhere'], { who: entry.who, time: this.#time(at) })
  }

  /** Null: nobody knows whether it arrived. The same is sent again, and counts once. */
  async #send({ key, hash, at }: Entry): Promise<Response | null> {
    try {
      const { link } = this.dataset
      const body = JSON.stringify({ key, hash, at, device: this.#device(), ...(link === undefined ? {} : { link }) })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${this.#api}/check-ins`, { method: 'POST', body, headers, credentials: 'same-origin' })
      return answer.status >= 500 || answer.status === 429 ? null : answer
    } catch {
      return null
    }
  }

  #waiting(before = 0): void {
    const line = this.querySelector<HTMLElement>('[data-waiting]')
    const count = this.#entries().length
    if (line === null || (count === 0 && before === 0)) return
    line.hidden = false
    line.textContent = count === 0 ? (this.dataset['sent'] ?? '') : filled(this.dataset['queued'], { count: String(count) })
  }

  #conflict(words: string | undefined, blanks: Readonly<Record<string, string>>): void {
    this.#show('[data-conflicts]', true)
    const line = document.createElement('li')
    line.textContent = filled(words, blanks)
    this.querySelector('[data-conflicts] ul')?.append(line)
  }

  #say(words: string | undefined, blanks: Readonly<Record<string, string>> = {}): void {
    const said = this.querySelector<HTMLElement>('[data-said]')
    if (said === null) return
    said.hidden = false
    said.textContent = filled(words, blanks)
  }

  #show(which: string, shown: boolean): void {
    const part = this.querySelector<HTMLElement>(which)
    if (part !== null) part.hidden = !shown
  }

  #time(at: string): string {
    const { lang } = document.documentElement
    return new Intl.DateTimeFormat(lang, { timeStyle: 'short', timeZone: this.dataset['zone'] }).format(new Date(at))
  }

  #offerCamera(): void {
    const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorMaker }
    const button = this.querySelector<HTMLButtonElement>('[data-camera]')
    const view = this.querySelector('video')
    if (BarcodeDetector === undefined || button === null || view === null || navigator.mediaDevices === undefined) return
    button.hidden = false
    button.addEventListener('click', () => void this.#look(new BarcodeDetector({ formats: ['qr_code'] }), button, view))
  }

  async #look(detector: Detector, button: HTMLButtonElement, view: HTMLVideoElement): Promise<void> {
    try {
      view.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      await view.play()
    } catch {
      return this.#say(this.dataset['noCamera'])
    }
    button.hidden = true
    view.hidden = false
    let last = ''
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      if (!this.isConnected) return
      const [found] = await detector.detect(view).catch(() => [])
      // The same ticket stays before the camera for a while.
      if (found === undefined || found.rawValue === last) continue
      last = found.rawValue
      await this.#take(last)
    }
  }
}

/** As it was typed, back to its letters: case, spaces and dashes do not count, and a letter O is a nought. */
const plain = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

const spaced = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

const filled = (words = '', blanks: Readonly<Record<string, string>> = {}): string =>
  // Names keep their own direction.
  words.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'who' ? `\u2068${blanks[name] ?? ''}\u2069` : (blanks[name] ?? '')))

async function hashOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function isEntry(one: unknown): one is Entry {
  if (typeof one !== 'object' || one === null) return false
  const { key, hash, who, at } = one as Partial<Record<keyof Entry, unknown>>
  return typeof key === 'string' && typeof hash === 'string' && typeof who === 'string' && typeof at === 'string'
}

customElements.define('check-in', CheckIn)

export {}
