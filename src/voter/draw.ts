import type { Say } from './say.ts'

type Child = Node | string | null
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>

/** An element with its attributes (a function listens, a flag is there or not) and what is in it. Text stays text. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(attribute, value)
    else if (typeof value === 'string') made.setAttribute(attribute, value)
    else made.toggleAttribute(attribute, value)
  }
  made.append(...children.filter((child) => child !== null))
  return made
}

export const button = (text: string, deed: () => void, quiet: boolean | 'danger' = false): HTMLButtonElement =>
  h('button', { type: 'button', class: quiet === 'danger' ? quiet : quiet ? 'quiet' : '', click: deed }, text)

type Part = 'place' | 'key' | 'credential' | 'voice' | 'write' | 'receipts'

/** A part of the page with its title; what is told about it stands in it. */
export const section = (say: Say, part: Part, ...children: readonly Child[]): HTMLElement =>
  h('section', { 'data-part': part }, h('h2', {}, say(`${part}.title`)), ...children)

/** A sentence whose long value is set as code. */
export function withCode(sentence: string, value: string): HTMLElement {
  const [before = '', after = ''] = sentence.split(`\u2068${value}\u2069`)
  return h('p', {}, before, h('code', { dir: 'ltr' }, value), after)
}

let last = 0

/** A field with its label. */
export function field<Field extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(label: string, input: Field): HTMLElement {
  last += 1
  input.id = `field-${last}`
  return h('p', { class: 'field' }, h('label', { for: input.id }, label), input)
}

export function download(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  h('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
