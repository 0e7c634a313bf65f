import { bytesOfB64 } from './bytes.ts'

/** Says of a value that came from outside whether it has the form that is asked for, and nothing besides. */
export type Guard<T> = (value: unknown) => value is T
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: string }

export const isText: Guard<string> = (value): value is string => typeof value === 'string'
export const isFlag: Guard<boolean> = (value): value is boolean => typeof value === 'boolean'

export const textLike =
  (pattern: RegExp): Guard<string> =>
  (value): value is string =>
    typeof value === 'string' && pattern.test(value)

/** A whole number between two, both included. */
export const numberFrom =
  (least: number, most: number): Guard<number> =>
  (value): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most && !Object.is(value, -0)

export const oneOf =
  <const T extends string>(...texts: readonly T[]): Guard<T> =>
  (value): value is T =>
    texts.some((text) => text === value)

export const orNull =
  <T>(guard: Guard<T>): Guard<T | null> =>
  (value): value is T | null =>
    value === null || guard(value)

export const listOf =
  <T>(guard: Guard<T>, most = Number.POSITIVE_INFINITY): Guard<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= most && value.every((one) => guard(one))

/** Bytes as base64 for addresses: so many, or between two numbers of them. */
export const bytesLike =
  (least: number, most = least): Guard<string> =>
  (value): value is string => {
    const bytes = typeof value === 'string' ? bytesOfB64(value) : null
    return bytes !== null && bytes.length >= least && bytes.length <= most
  }

/** An object with at least these fields: where words are added later, what is known of it can be read still. */
export const holding =
  <T>(guards: { readonly [Name in keyof T]-?: Guard<T[Name]> }): Guard<T> =>
  (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const held = new Map<string, unknown>(Object.entries(value))
    return Object.entries<Guard<unknown>>(guards).every(([name, guard]) => guard(held.get(name)))
  }

/** An object with these fields and no others. */
export const fieldsOf = <T>(guards: { readonly [Name in keyof T]-?: Guard<T[Name]> }): Guard<T> => {
  const [names, holds] = [Object.keys(guards), holding(guards)]
  return (value): value is T => {
    if (!holds(value)) return false
    const given = new Set(Object.keys(value ?? {}))
    return given.size === names.length && names.every((name) => given.has(name))
  }
}

export const reader =
  <T>(guard: Guard<T>, fault: string) =>
  (value: unknown): Reading<T> =>
    guard(value) ? { ok: true, value } : { ok: false, fault }
