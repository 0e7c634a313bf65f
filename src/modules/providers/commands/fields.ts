import { z } from 'zod'
import { isIssuer } from '../rules.ts'

export const providerName = z.string().trim().min(1).max(80)
export const issuerField = z.string().trim().min(1).max(300).refine(isIssuer, 'field.not-an-issuer')
export const clientField = z.string().trim().min(1).max(200)
/** Empty: none is given. */
export const secretField = z.string().trim().max(500).optional()
export const bodyField = z.string().trim().max(80).optional()
/** The token of the session that asks, which shows how long ago its holder signed in. */
export const heldField = z.string().max(200)
/** Whom a provider vouches for, under the hub's secret in use and those before it. */
export const subjectField = z.tuple([z.instanceof(Buffer)], z.instanceof(Buffer))
export const stateField = z.string().min(1).max(200)
