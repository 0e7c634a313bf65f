import type { VerifyAnswer, VerifyQuestion } from './verify-worker.ts'

type Finding = Extract<VerifyAnswer, { findings: unknown }>['findings'][number]
type Named = VerifyQuestion['files'][number]
type Policy = { createScriptURL(url: string): string }

/** The page allows this one policy, and that it is made once. */
const policy = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes?.createPolicy(
  'passerelle',
  { createScriptURL: (asked) => asked },
)

/** Only this hub's own worker may be started. */
function workerAt(url: string): Worker {
  if (new URL(url, location.href).origin !== location.origin) throw new TypeError('the worker is not of this hub')
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' })
}

/** Isolated, so that a path or a digest does not turn the direction of the sentence around it. */
const filled = (template: string, data: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (blank, name: string) => (data[name] === undefined ? blank : `\u2068${data[name]}\u2069`))

/**
 * `<check-result data-worker data-bundle data-keys data-words>`: fetches the bundle from this hub, or takes files that the reader chooses or
 * drops, lets the worker check them, and says what holds and what does not. Nothing is sent; what is fetched is what the page links to.
 */
class CheckResult extends HTMLElement {
  #words: Readonly<Record<string, string>> = {}
  #worker: Worker | null = null
  #stopping = new AbortController()
  readonly #stop = element('button')
  readonly #said = element('p')
  readonly #found = element('div')

  connectedCallback(): void {
    this.#words = JSON.parse(this.dataset['words'] ?? '{}')
    const { bundle } = this.dataset
    if (bundle !== undefined) this.append(this.#button(bundle))
    this.#stop.type = 'button'
    this.#stop.className = 'quiet'
    this.#stop.textContent = this.#word('stop')
    this.#stop.hidden = true
    this.#stop.addEventListener('click', () => this.#stopping.abort())
    this.append(this.#chooser(), this.#said, this.#stop, this.#found)
    this.#said.setAttribute('role', 'status')
    this.#said.className = 'lead'
    this.addEventListener('dragover', (event) => event.preventDefault())
    this.addEventListener('drop', (event) => {
      event.preventDefault()
      this.#given(event.dataTransfer?.files ?? null)
    })
  }

  #word(word: string): string {
    return this.#words[word] ?? word
  }

  #button(bundle: string): HTMLElement {
    const button = element('button', this.#word('start'))
    button.type = 'button'
    button.addEventListener('click', () => void this.#check((signal) => fetched(bundle, signal), 'stage.fetching'))
    const actions = element('p')
    actions.className = 'actions'
    actions.append(button)
    return actions
  }

  #chooser(): HTMLElement {
    const label = element('label', this.#word('choose'))
    const input = element('input')
    input.type = 'file'
    input.multiple = true
    input.id = 'check-files'
    label.htmlFor = input.id
    input.addEventListener('change', () => this.#given(input.files))
    const field = element('div')
    field.className = 'field'
    field.append(label, input)
    return field
  }

  #given(files: FileList | null): void {
    if (files === null || files.length === 0) return
    // What bears another name is not looked at, and may be of any size.
    const looked = Array.from(files).filter(({ name }) => /\.(csv|json|zip)$/i.test(name))
    void this.#check(
      () => Promise.all(looked.map(async (file): Promise<Named> => ({ name: file.name, bytes: await file.arrayBuffer() }))),
      'stage.reading',
    )
  }

  async #check(files: (signal: AbortSignal) => Promise<readonly Named[]>, stage: string): Promise<void> {
    if (this.ariaBusy === 'true') return
    this.ariaBusy = 'true'
    this.#stopping = new AbortController()
    const { signal } = this.#stopping
    this.#stop.hidden = false
    delete this.dataset['outcome']
    this.#found.replaceChildren()
    this.#said.textContent = this.#word(stage)
    try {
      this.#show(await unless(signal, this.#findings(files, signal)))
    } catch {
      // What failed or was stopped is not asked again: the next check begins with a new worker.
      this.#worker?.terminate()
      this.#worker = null
      this.#said.textContent = this.#word(signal.aborted ? 'stopped' : 'failed')
    } finally {
      if (document.activeElement === this.#stop) this.querySelector('input')?.focus()
      this.#stop.hidden = true
      this.ariaBusy = 'false'
    }
  }

  async #findings(files: (signal: AbortSignal) => Promise<readonly Named[]>, signal: AbortSignal): Promise<readonly Finding[]> {
    const question = { files: await files(signal), keys: await keysAt(this.dataset['keys'] ?? '', signal) }
    signal.throwIfAborted()
    this.#worker ??= workerAt(this.dataset['worker'] ?? '')
    return this.#asked(this.#worker, question)
  }

  #asked(worker: Worker, question: VerifyQuestion): Promise<readonly Finding[]> {
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
        if ('stage' in data) this.#said.textContent = this.#word(`stage.${data.stage}`)
        else if ('findings' in data) resolve(data.findings)
        else reject(new Error(data.fault))
      }
      const failed = () => reject(new Error('the worker failed'))
      worker.onerror = failed
      worker.onmessageerror = failed
      worker.postMessage(
        question,
        question.files.map(({ bytes }) => bytes),
      )
    })
  }

  /** What fails and what one must know at once; all that holds behind a summary. */
  #show(findings: readonly Finding[]): void {
    const fails = findings.some(({ outcome }) => outcome === 'fails')
    const [sealed, unsigned] = ['form.sealed', 'signature.unsupported'].map((code) => findings.some((one) => one.code === code))
    const holding = sealed ? (unsigned ? 'sealed-unsigned' : 'sealed') : unsigned ? 'unsigned' : 'holds'
    this.dataset['outcome'] = fails ? 'fails' : 'holds'
    const details = element('details')
    details.append(element('summary', this.#word('details')), this.#list(findings))
    this.#found.append(this.#list(findings.filter(({ outcome }) => outcome !== 'holds')), details)
    this.#said.textContent = this.#word(fails ? 'fails' : holding)
  }

  #list(findings: readonly Finding[]): HTMLElement {
    const list = element('ul')
    list.className = 'rows'
    for (const { code, outcome, data } of findings) {
      const item = element('li')
      item.dataset['finding'] = code
      const mark = element('p', this.#word(`outcome.${outcome}`))
      mark.className = `side ${{ holds: 'lagoon', fails: 'clay', note: '' }[outcome]}`.trim()
      item.append(mark, element('p', filled(this.#word(code), data)))
      list.append(item)
    }
    return list
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = ''): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

/** What is waited for, or a refusal as soon as somebody stops it. */
async function unless<Result>(signal: AbortSignal, waited: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
    waited.then(resolve, reject)
  })
}

async function fetched(address: string, signal: AbortSignal): Promise<readonly Named[]> {
  const answer = await fetch(address, { credentials: 'same-origin', signal })
  if (!answer.ok) throw new Error(String(answer.status))
  return [{ name: 'result.zip', bytes: await answer.arrayBuffer() }]
}

/** How long the keys are waited for: without them a check says that the key is believed on the word of the files. */
const KEYS_MS = 10_000

/** The keys that this hub publishes today; null where they cannot be had. */
async function keysAt(address: string, signal: AbortSignal): Promise<unknown> {
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(KEYS_MS)])
    const answer = await fetch(address, { credentials: 'same-origin', signal: patience })
    return ((await answer.json()) as { readonly keys: unknown }).keys
  } catch {
    return null
  }
}

customElements.define('check-result', CheckResult)
