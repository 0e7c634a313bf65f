import type { Chance } from './seed.ts'
import type { Field, Form } from './harvest.ts'
import { PAYLOADS } from './payloads.ts'

/** `fits`: as far as it can be done what the form asks for, with a hostile text in each text; `hostile`: in everything. */
export type Manner = 'fits' | 'hostile'

/** What a browser would send, with payloads. The seal of the form stays: nothing would be read without it. */
export function fillForm(form: Form, manner: Manner, chance: Chance): Record<string, string | readonly string[]> {
  const filled: Record<string, string | readonly string[]> = {}
  for (const field of form.fields) {
    if (filled[field.name] !== undefined) continue
    filled[field.name] = field.name === '_form' ? field.value : manner === 'fits' ? fitting(field, chance) : payload(field, chance)
  }
  return filled
}

/** As somebody fills it in who means no harm: each name once, its texts in these words. Nothing is chosen from a list that the form has not. */
export function fillPlainly(form: Form, words: (field: Field) => string, chance: Chance): readonly (readonly [string, string])[] {
  const filled = new Map<string, string>()
  for (const field of form.fields)
    if (!filled.has(field.name) && field.type !== 'file')
      filled.set(field.name, field.name === '_form' ? field.value : plainly(field, words, chance))
  return [...filled]
}

export const isProse = ({ name, type }: Field): boolean =>
  ['text', 'search', 'textarea'].includes(type) && !/slug|code|token|key|secret|^_/i.test(name)

function plainly(field: Field, words: (field: Field) => string, chance: Chance): string {
  if (isProse(field)) return words(field)
  if (field.type === 'email') return `probe${chance.below(1000)}@example.org`
  return field.type === 'url' ? 'https://example.org/probe' : field.type === 'number' ? field.value || '1' : fitting(field, chance)
}

export function hostileText(most: number, chance: Chance): string {
  const fitting = PAYLOADS.filter((one) => one.length + 5 <= most)
  const [first = '<x-probe>', ...rest] = fitting
  return `Why ${chance.oneOf([first, ...rest])}`.slice(0, most)
}

const payload = (field: Field, chance: Chance): string => hostileText(field.type === 'textarea' ? 2000 : Math.max(field.most, 60), chance)

function fitting(field: Field, chance: Chance): string {
  switch (field.type) {
    case 'text':
    case 'search':
    case 'textarea':
      return /slug/.test(field.name) ? `probe-${chance.below(1_000_000)}` : hostileText(field.most, chance)
    case 'email':
      return `"x-probe${chance.below(1000)}"@example.org`
    case 'url':
      return 'javascript:globalThis.probed=1//'
    case 'datetime-local':
      return field.value || '2026-03-09T09:00'
    case 'date':
      return field.value || '2026-03-09'
    case 'select':
      return field.options.find((one) => one !== '') ?? ''
    default:
      return field.value || 'on'
  }
}
