import type { App } from './app.ts'
import { h } from './draw.ts'
import type { Key } from './say.ts'

type Told = { readonly key: Key; readonly data: Readonly<Record<string, string | number>> | undefined; readonly part: string }

/** The part of the page that a sentence is about; what failed is about what was pressed. */
export function partOf(key: Key, pressed: string): string {
  const [head = ''] = key.split('.')
  if (head === 'fault') return pressed
  return head === 'kit' ? 'key' : head === 'log' ? 'credential' : head
}

/** What is said at once: heard from a place that stays, and seen in the part that it is about, so that it lies over nothing. */
export function tellerOf(page: HTMLElement, heard: HTMLElement, app: Pick<App, 'say' | 'sheet'>) {
  const note = h('p', { class: 'told', 'aria-hidden': 'true' })
  let told: Told | null = null
  let pressed = 'voice'
  let looks = false

  function place(): void {
    note.remove()
    const text = told === null ? '' : app.say(told.key, told.data)
    if (heard.textContent !== text) heard.textContent = text
    if (told === null || app.sheet) return
    note.textContent = text
    const part = page.querySelector(`[data-part="${told.part}"]`)
    if (part !== null && part.closest('details:not([open])') === null) part.append(note)
    else page.querySelector('h1')?.after(note)
  }
  // Whoever presses begins something new, and looks where it is answered.
  page.addEventListener(
    'click',
    ({ target }) => {
      const at = target instanceof Element ? target.closest('button') : null
      if (at === null || at.closest('[data-tongues]') !== null) return
      pressed = at.closest('[data-part]')?.getAttribute('data-part') ?? ''
      looks = true
      told = null
      place()
    },
    true,
  )
  return {
    place,
    tell(key: Key, data?: Told['data']): void {
      told = { key, data, part: partOf(key, pressed) }
      place()
      if (looks) note.scrollIntoView({ block: 'nearest' })
      looks = false
    },
    /** A sentence of the hub's own is in the language in which it was asked. */
    forgetForeign(): void {
      if (told?.key === 'fault.other') told = null
    },
  }
}
