/** The certificate: anybody who has the open data can recompute these digests. */
import type { Analysis } from './analysis.ts'
import { canonicalJson, writeCanonical, type Canonical } from './canonical.ts'
import type { Options, StatementInput } from './conversation.ts'
import type { Matrix } from './matrix.ts'
import type { Parameters } from './parameters.ts'
import { sha256 } from './sha256.ts'

/**
 * SHA-256 over {"statements":[[id,state],...],"votes":[[participant,statement,value],...]}, both in ascending id order,
 * agree = 1, pass = 0, disagree = -1. Written row by row, so a large input needs no large text.
 */
export function inputDigest(statements: readonly StatementInput[], matrix: Matrix): string {
  const digest = sha256()
  digest.update(`{"statements":${canonicalJson(statements.map(({ id, state }) => [id, state]))},"votes":[`)
  for (const [row, participant] of matrix.participants.entries()) {
    for (let at = matrix.rowStart[row] as number; at < (matrix.rowStart[row + 1] as number); at += 1) {
      const statement = matrix.statements[matrix.columns[at] as number]
      digest.update(`${at === 0 ? '' : ','}[${participant},${statement},${matrix.values[at]}]`)
    }
  }
  digest.update(']}')
  return digest.hex()
}

/**
 * SHA-256 over the canonical JSON of { engine, given, input, output, parameters }: `given` holds the groups and components
 * of the options (null where none), `input` the input digest, `output` the analysis without engine and digests.
 */
export function certificateOf(analysis: Omit<Analysis, 'certificate'>, options: Options, parameters: Parameters): string {
  const { engine, inputDigest: input, ...output } = analysis
  const groups = options.groups === undefined ? null : [...options.groups].sort(([a], [b]) => a - b)
  const components = options.components === undefined ? null : options.components.map((component) => [...component])
  const whole: Canonical = { engine, given: { components, groups }, input, output, parameters }
  const digest = sha256()
  writeCanonical(whole, digest.update)
  return digest.hex()
}

/** What a certificate covers, in words, for a page or a file beside a result. */
export function describeCertificate(analysis: Analysis): {
  algorithm: string
  engine: string
  parameters: string
  input: string
  certificate: string
} {
  const { engine, parameters, inputDigest: input, certificate } = analysis
  return { algorithm: 'SHA-256 over canonical JSON', engine, parameters, input, certificate }
}
