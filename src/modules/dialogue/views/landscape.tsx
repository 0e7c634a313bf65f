import type { Say } from '../../../web/say.ts'
import { GroupMark, groupClass, letterOf, shapeOf } from './group-mark.tsx'
import {
  badgeAt,
  fitInto,
  keepInside,
  labelFor,
  lineAt,
  outline,
  pathOf,
  PICTURE,
  spread,
  type Box,
  type Fit,
  type Label,
  type Point,
} from './landscape-drawing.ts'

export type LandscapeGroup = {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly hull: readonly Point[]
  readonly centre: Point
}
/** `between`: they stand between groups, and are drawn hollow. */
export type LandscapePerson = { readonly at: Point; readonly group: string | null; readonly between?: boolean }
export type LandscapeProps = {
  readonly say: Say
  readonly groups: readonly LandscapeGroup[]
  readonly people: readonly LandscapePerson[]
  readonly you: Point | null
  readonly caption: string
}

const REACH = 13
const YOU_LETTER = 7.6

/**
 * Who answered alike stands near. Drawn on the server, without any script and without inline style. What it shows is
 * told again in words by `LandscapeTable`, which belongs on the same page.
 */
export function Landscape({ say, groups, people, you, caption }: LandscapeProps) {
  const everything = [
    ...groups.flatMap(({ hull, centre }) => [...hull, centre]),
    ...people.map(({ at }) => at),
    ...(you === null ? [] : [you]),
  ]
  if (everything.length === 0) return <p class="empty">{caption}</p>
  const fit = fitInto(everything)
  const shapes = groups.map((group) => outline((group.hull.length > 0 ? group.hull : [group.centre]).map(fit), REACH))
  const here = you === null ? null : { at: fit(you), label: youLabel(say('landscape.you'), fit(you)) }
  const taken = here === null ? [] : [dotBox(here.at), here.label]
  const wanted = groups.map((group, i) => labelFor(group.name, fit(group.centre)[0], shapes[i] ?? []))
  const labels = spread(wanted, { taken, dots: people.map(({ at }) => fit(at)), shapes })
  return (
    <figure class="landscape">
      <svg viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`} role="img" aria-labelledby="landscape-title landscape-desc">
        <title id="landscape-title">{say('landscape.title')}</title>
        <desc id="landscape-desc">{describe(say, groups, you !== null)}</desc>
        {shapes.map((shape, i) => (
          <path class={`hull ${groupClass(i)}`} d={pathOf(shape)} />
        ))}
        <Dots groups={groups} people={people} fit={fit} />
        {labels.map((label, i) => (
          <GroupLabel label={label} letter={letterOf(say, i)} index={i} />
        ))}
        {here === null ? null : <You at={here.at} label={here.label} text={say('landscape.you')} />}
      </svg>
      <figcaption>
        {caption}
        {people.some(({ between }) => between === true) ? <Legend say={say} /> : null}
      </figcaption>
    </figure>
  )
}

const dotBox = ([x, y]: Point): Box => ({ x: x - 9, y: y - 9, width: 18, height: 18 })

function youLabel(text: string, [x, y]: Point): Box {
  const width = text.length * YOU_LETTER + 16
  return keepInside({ x: x - width / 2, y: y + 12, width, height: 22 })
}

function describe(say: Say, groups: readonly LandscapeGroup[], withYou: boolean): string {
  const names = say.list(groups.map(({ name, size }) => say('landscape.named', { name, people: size })))
  return say('landscape.described', { groups: groups.length, names, you: withYou ? 'yes' : 'no' })
}

/** One path a group: a few bytes a person, so that thousands still make a light page. */
function Dots({ groups, people, fit }: { groups: readonly LandscapeGroup[]; people: readonly LandscapePerson[]; fit: Fit }) {
  const spotOf: Fit = people.length > CROWD ? (at) => onGrid(fit(at)) : fit
  const pathsOf = (between: boolean) =>
    groups.map((group, i) =>
      dots(
        people.filter((person) => person.group === group.id && (person.between ?? false) === between),
        spotOf,
        shapeOf(i),
      ),
    )
  const known = new Set(groups.map(({ id }) => id))
  const others = dots(
    people.filter(({ group }) => group === null || !known.has(group)),
    spotOf,
    'm-2 0h4',
  )
  return (
    <>
      {others === '' ? null : <path class="nobody" d={others} />}
      {pathsOf(false).map((path, i) => (path === '' ? null : <path class={`person ${groupClass(i)}`} d={path} />))}
      {pathsOf(true).map((path, i) => (path === '' ? null : <path class={`person between ${groupClass(i)}`} d={path} />))}
    </>
  )
}

/** Full and hollow: told by the drawing, not by a colour. */
function Legend({ say }: { say: Say }) {
  return (
    <span class="legend">
      {(['inside', 'between'] as const).map((which) => (
        <span>
          <svg class="g1" viewBox="-4 -4 8 8" width="16" height="16" aria-hidden="true" focusable="false">
            <path class={which === 'between' ? 'person between' : 'person'} d={`M0 0${shapeOf(0)}`} />
          </svg>{' '}
          {say(`landscape.${which}`)}
        </span>
      ))}
    </span>
  )
}

/** Above this many people their spots are brought onto a grid of half a dot: the eye sees the same, the page stays light. */
const CROWD = 800
const onGrid = ([x, y]: Point): Point => [Math.round(x / 3) * 3, Math.round(y / 3) * 3]

/** People who stand on the same spot are drawn once: the picture would not show the second one. */
function dots(people: readonly LandscapePerson[], fit: Fit, shape: string): string {
  const spots = new Set(people.map(({ at }) => fit(at).join(' ')))
  return [...spots].map((spot) => `M${spot}${shape}`).join('')
}

function GroupLabel({ label, letter, index }: { label: Label; letter: string; index: number }) {
  const [x, y] = badgeAt(label)
  return (
    <g class={groupClass(index)}>
      <path class="badge" transform={`translate(${x} ${y}) scale(3.5)`} d={`M0 0${shapeOf(index)}`} />
      <text class="letter" x={x} y={y + 4.5}>
        {letter}
      </text>
      {label.lines.map((line, i) => {
        const [lineX, lineY] = lineAt(label, i)
        return (
          <text x={lineX} y={lineY}>
            {line}
          </text>
        )
      })}
    </g>
  )
}

function You({ at, label, text }: { at: Point; label: Box; text: string }) {
  return (
    <g class="you">
      <circle cx={at[0]} cy={at[1]} r="7" />
      <rect x={label.x} y={label.y} width={label.width} height={label.height} rx="11" />
      <text x={label.x + label.width / 2} y={label.y + 15.5}>
        {text}
      </text>
    </g>
  )
}

type TableProps = Pick<LandscapeProps, 'say' | 'groups'> & {
  /** By group: how many of its people stand between groups, null for fewer than ten; undefined where that is not published. */
  readonly between?: Readonly<Record<string, number | null>> | undefined
}

/** What the landscape shows, in words and numbers. */
export function LandscapeTable({ say, groups, between }: TableProps) {
  const everyone = groups.reduce((sum, { size }) => sum + size, 0)
  return (
    <table>
      <caption>{say('landscape.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('landscape.group')}</th>
          <th scope="col" class="number">
            {say('landscape.people')}
          </th>
          <th scope="col" class="number">
            {say('landscape.share')}
          </th>
          {between === undefined ? null : (
            <th scope="col" class="number">
              {say('landscape.of-whom-between')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {groups.map((group, i) => (
          <tr>
            <th scope="row">
              <GroupMark say={say} index={i} />
            </th>
            <td class="number">{say.number(group.size)}</td>
            <td class="number">{say.share(everyone === 0 ? 0 : group.size / everyone)}</td>
            {between === undefined ? null : <td class="number">{countOrFew(say, between[group.id] ?? null)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const countOrFew = (say: Say, count: number | null): string => (count === null ? say('landscape.few') : say.number(count))
