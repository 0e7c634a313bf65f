/** Comparing a published certificate with one that was worked out anew. Whatever the published document holds, nothing here throws. */
import { analyse } from './analyse.ts'
import type { Analysis } from './analysis.ts'
import { canonicalJson, type Canonical } from './canonical.ts'
import { certificateDocument, type CertificateDocument } from './certificate.ts'
import type { Conversation, Options } from './conversation.ts'
import { found, type Finding } from './findings.ts'
import { sealedForm } from './sealed.ts'

type Fields = { readonly [field: string]: unknown }

/** Sealed results publish sums alone; their documents say so in the name of their form. */
export const isSealed = (document: unknown): boolean => isFields(document) && document['form'] === sealedForm

/**
 * Works the result out again from the votes and compares it with the published document: findings in the order of `compareCertificates`.
 * A conversation that contradicts itself is a finding too.
 */
export function verifyConversation(published: Published): Finding[] {
  return workedOut(published).findings
}

type Published = { readonly document: unknown; readonly conversation: Conversation }

/** The same with what was worked out; null where nothing could be. */
export function workedOut({ document, conversation }: Published): { readonly analysis: Analysis | null; readonly findings: Finding[] } {
  const named = isFields(document) && isFields(document['parameters']) ? document['parameters']['name'] : null
  const options: Options = { parameters: named === 'polis' ? 'polis' : 'passerelle-1' }
  try {
    const analysis = analyse(conversation, options)
    return { analysis, findings: compareCertificates(document, certificateDocument(analysis, options)) }
  } catch (error) {
    if (error instanceof RangeError) return { analysis: null, findings: [found('votes.refused', { reason: error.message })] }
    throw error
  }
}

/**
 * Form, engine, parameters, what was given, input, path, then every output in ascending order of its name. For each that differs the first
 * difference is named by its path, with both values. Another form ends the comparison; another engine leaves only the input to compare.
 */
export function compareCertificates(published: unknown, recomputed: CertificateDocument): Finding[] {
  if (!isFields(published)) return [found('document.malformed', { path: 'certificate' })]
  const { form, engine, input, given, output } = published
  if (form !== recomputed.form) return [found('form.unknown', { form: shown(form), own: recomputed.form })]
  if (!isFields(input)) return [found('document.malformed', { path: 'input' })]
  if (!isFields(output)) return [found('document.malformed', { path: 'output' })]
  // Through JSON once, as the published one went: fields that are undefined are gone, and minus zero is zero.
  const own = JSON.parse(canonicalJson(recomputed as unknown as Canonical)) as Fields & { input: Fields; output: Fields }
  const findings = [found('form.known', { form: recomputed.form })]
  const root = rootFinding(input, own.input)
  if (engine !== recomputed.engine) return [...findings, found('engine.other', { engine: shown(engine), own: recomputed.engine }), root]
  findings.push(found('engine.same', { engine: recomputed.engine }))
  if (JSON.stringify(given) !== JSON.stringify(own['given'])) findings.push(found('given.some'))
  findings.push(compared('parameters', published['parameters'], own['parameters']), root)
  for (const field of names(input, own.input))
    if (field !== 'root') findings.push(compared(`input.${field}`, input[field], ownField(own.input, field)))
  findings.push(compared('path', published['path'], own['path']))
  for (const field of names(output, own.output)) findings.push(compared(`output${step(field)}`, output[field], ownField(own.output, field)))
  const known = ['form', 'engine', 'parameters', 'given', 'path', 'input', 'output']
  for (const field of names(published, {})) if (!known.includes(field)) findings.push(compared(field, published[field], undefined))
  return findings
}

function rootFinding(input: Fields, own: Fields): Finding {
  const root = String(own['root'])
  return input['root'] === root
    ? found('root.same', { root })
    : found('root.differs', { published: shown(input['root']), recomputed: root })
}

function compared(path: string, published: unknown, recomputed: unknown): Finding {
  const difference = firstDifference(published, recomputed, path)
  return difference === null ? found('field.same', { field: path }) : found('field.differs', difference)
}

type Difference = { path: string; published: string; recomputed: string }

/** The first place, fields in ascending order of their names, at which two values of JSON differ; null: nowhere. */
export function firstDifference(published: unknown, recomputed: unknown, path: string): Difference | null {
  const here = { path, published: shown(published), recomputed: shown(recomputed) }
  if (Array.isArray(published) && Array.isArray(recomputed)) {
    for (let at = 0; at < Math.min(published.length, recomputed.length); at += 1) {
      const difference = firstDifference(published[at], recomputed[at], `${path}[${at}]`)
      if (difference !== null) return difference
    }
    const [length, own] = [String(published.length), String(recomputed.length)]
    return length === own ? null : { path: `${path}.length`, published: length, recomputed: own }
  }
  if (isFields(published) && isFields(recomputed)) {
    for (const field of names(published, recomputed)) {
      const difference = firstDifference(ownField(published, field), ownField(recomputed, field), `${path}${step(field)}`)
      if (difference !== null) return difference
    }
    return null
  }
  return published === recomputed ? null : here
}

/** Every object has what it inherits, `__proto__` too; a published field of that name is none that was worked out. */
const ownField = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined)

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const names = (one: Fields, other: Fields): string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()

const step = (field: string): string => (/^[A-Za-z][\w-]*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`)

const longestShown = 80

/** A value in one short line, whatever it is; a dash for none. */
export function shown(value: unknown): string {
  if (value === undefined) return '–'
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
  return text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text
}
