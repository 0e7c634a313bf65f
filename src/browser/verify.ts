import type { VerifyAnswer, VerifyQuestion } from './verify-worker.ts'

type Finding = Extract<VerifyAnswer, { findings: unknown }>['findings'][number]
type Named = VerifyQuestion['files'][number]
type Policy = { createScriptURL(url: string): string }

/** Only this hub's own worker may be started; the page allows this one policy. */
function workerAt(url: string): Worker {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes
  const policy = types?.createPolicy('passerelle', { createScriptURL: (asked) => asked })
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
  readonly #said = element('p')
  readonly #found = element('div')

  connectedCallback(): void {
    this.#words = JSON.parse(this.dataset['words'] ?? '{}')
    const { bundle } = this.dataset
    if (bundle !== undefined) this.append(this.#button(bundle))
    this.append(this.#chooser(), this.#said, this.#found)
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
    button.addEventListener('click', () => void this.#check(() => fetched(bundle), 'stage.fetching'))
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
    const all = Array.from(files, async (file): Promise<Named> => ({ name: file.name, bytes: await file.arrayBuffer() }))
    void this.#check(() => Promise.all(all), 'stage.reading')
  }

  async #check(files: () => Promise<readonly Named[]>, stage: string): Promise<void> {
    if (this.ariaBusy === 'true') return
    this.ariaBusy = 'true'
    this.#found.replaceChildren()
    this.#said.textContent = this.#word(stage)
    try {
      const given = await files()
      this.#worker ??= workerAt(this.dataset['worker'] ?? '')
      this.#show(await this.#asked(this.#worker, { files: given, known: await keysAt(this.dataset['keys'] ?? '') }))
    } catch {
      this.#said.textContent = this.#word('failed')
    } finally {
      this.ariaBusy = 'false'
    }
  }

  #asked(worker: Worker, question: VerifyQuestion): Promise<readonly Finding[]> {
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<VerifyAnswer>) => {
        if ('stage' in data) this.#said.textContent = this.#word(`stage.${data.stage}`)
        else if ('findings' in data) resolve(data.findings)
        else reject(new Error(data.fault))
      }
      worker.onerror = () => reject(new Error('the worker failed'))
      worker.postMessage(
        question,
        question.files.map(({ bytes }) => bytes),
      )
    })
  }

  /** What fails and what one must know at once; all that holds behind a summary. */
  #show(findings: readonly Finding[]): void {
    const fails = findings.some(({ outcome }) => outcome === 'fails')
    const holding = findings.some(({ code }) => code === 'signature.unsupported')
      ? 'unsigned'
      : findings.some(({ code }) => code === 'form.sealed')
        ? 'sealed'
        : 'holds'
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

async function fetched(address: string): Promise<readonly Named[]> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(String(answer.status))
  return [{ name: 'result.zip', bytes: await answer.arrayBuffer() }]
}

/** The keys that this hub publishes today; null where they cannot be had. */
async function keysAt(address: string): Promise<readonly string[] | null> {
  try {
    const answer = await fetch(address, { credentials: 'same-origin' })
    const { keys } = (await answer.json()) as { keys: readonly { id: string }[] }
    return keys.map(({ id }) => id)
  } catch {
    return null
  }
}

customElements.define('check-result', CheckResult)
