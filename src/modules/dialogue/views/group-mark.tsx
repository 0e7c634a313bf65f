import type { Say } from '../../../web/say.ts'

/** Five shapes, one a group, in the order of the groups: nobody needs to tell colours apart. Drawn around 0 0, about 6 units wide. */
const SHAPES = [
  'm-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  'm-2.7-2.7h5.4v5.4h-5.4z',
  'm0-3.4l3.4 5.9h-6.8z',
  'm0-3.8l3.8 3.8-3.8 3.8-3.8-3.8z',
  'm-1.7-3h3.4l1.7 3-1.7 3h-3.4l-1.7-3z',
]

/** A relative path that draws the group's shape around the current point. */
export const shapeOf = (index: number): string => SHAPES[index % SHAPES.length] ?? ''

/** The class that carries the group's colour. */
export const groupClass = (index: number): string => `g${(index % SHAPES.length) + 1}`

/** The group's letter, in the letters of the page's language. */
export function letterOf(say: Say, index: number): string {
  const letters = say('landscape.letters').split(' ')
  return letters[index % letters.length] ?? ''
}

/** The name of an opinion group whose id the engine gave (A, B, C…): in the letters of the page's language, as its mark. */
export const groupLetter = (say: Say, id: string): string => (/^[A-E]$/.test(id) ? letterOf(say, id.charCodeAt(0) - 65) : id)

export const groupName = (say: Say, id: string): string => say('result.group', { group: groupLetter(say, id) })

/** Shape and colour of a group, beside words that hold its letter already. */
export function GroupSign({ index }: { index: number }) {
  return (
    <svg class={groupClass(index)} viewBox="-4 -4 8 8" width="18" height="18" aria-hidden="true" focusable="false">
      <path class="person" d={`M0 0${shapeOf(index)}`} />
    </svg>
  )
}

/** Shape, colour and letter of a group, before its name in words. */
export function GroupMark({ say, index }: { say: Say; index: number }) {
  return (
    <span class="group-mark">
      <GroupSign index={index} /> <b>{letterOf(say, index)}</b>
    </span>
  )
}
