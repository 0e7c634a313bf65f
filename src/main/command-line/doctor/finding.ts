/** `well`: nothing to do. `note`: worth knowing. `wrong`: to be put right. */
export type Outcome = 'well' | 'note' | 'wrong'

/** One thing that was looked at: what is so, and what to do where it should not be. Both are whole sentences. */
export type Finding = { readonly check: string; readonly outcome: Outcome; readonly sentence: string; readonly remedy?: string }

export const well = (check: string, sentence: string): Finding => ({ check, outcome: 'well', sentence })
export const note = (check: string, sentence: string, remedy?: string): Finding => ({
  ...{ check, outcome: 'note', sentence },
  ...(remedy === undefined ? {} : { remedy }),
})
export const wrong = (check: string, sentence: string, remedy: string): Finding => ({ check, outcome: 'wrong', sentence, remedy })

/** 1536 -> "1.5 kB", as people read it. */
export function sizeOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let [size, unit] = [bytes, 0]
  while (size >= 1024 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1]
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? 'B'}`
}
