/** What one fault showed: what was found wrong (nothing, where all is well) and what was measured. */
export type Findings = {
  readonly fault: string
  readonly tried: string
  readonly wrong: readonly string[]
  readonly figures: Readonly<Record<string, number>>
  /** Why it could not be tried here, where it could not. */
  readonly skipped?: string
}

export function openNotes() {
  const wrong: string[] = []
  return {
    wrong,
    expect(holds: boolean, sentence: string): void {
      if (!holds) wrong.push(sentence)
    },
  }
}
export type Notes = ReturnType<typeof openNotes>

/** Waits until it holds; false where it never did. */
export async function until(holds: () => Promise<boolean> | boolean, mostMs: number, everyMs = 50): Promise<boolean> {
  const began = performance.now()
  while (performance.now() - began < mostMs) {
    if (await holds()) return true
    await new Promise((done) => setTimeout(done, everyMs))
  }
  return false
}

/** How long until it held, in milliseconds; what never did is said. */
export async function timeUntil(notes: Notes, what: string, mostMs: number, holds: () => Promise<boolean> | boolean): Promise<number> {
  const began = performance.now()
  notes.expect(await until(holds, mostMs), `${what}: not within ${mostMs / 1000} s`)
  return Math.round(performance.now() - began)
}

export const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
