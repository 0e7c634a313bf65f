import type { Analysis, NoGroups, StatementResult } from '#deliberation'
import type { FinalConversation } from './read-folder.ts'
import { harmless } from './terminal.ts'

const SHOWN = 5

const WHY_NO_GROUPS: Readonly<Record<NoGroups, string>> = {
  'not-enough-participants': 'none: too few people voted often enough.',
  'not-enough-statements': 'none: there are too few statements to vote on.',
  'no-clear-groups': 'none: people do not fall into groups that are clearly apart.',
}

/** An analysis on one screen, in English. */
export function summaryOf(analysis: Analysis, { statements, voteEvents, votesFrom }: FinalConversation): string {
  const texts = new Map(statements.map(({ id, text }) => [id, harmless(text)]))
  const { live, moderatedOut, meta } = analysis.statements
  const lines = [
    `Participants  ${number(analysis.participants)}, of whom ${number(analysis.included)} voted often enough to be placed in a group`,
    `Votes         ${number(analysis.votes)} final votes, from ${number(voteEvents)} in ${votesFrom}`,
    `Statements    ${number(live)} open to votes, ${number(moderatedOut)} moderated out, ${number(meta)} about the dialogue itself`,
    `Groups        ${groupsOf(analysis)}`,
    ...sureness(analysis),
    ...section('Common ground: more than half of every group took the same side', common(analysis, texts)),
    ...section('Where the groups differ most', divisive(analysis, texts)),
    ...section('Ten statements that stand for people in proportion (a proposal)', slate(analysis, texts)),
    ...analysis.groups.flatMap(({ id }) =>
      section(`What group ${harmless(id)} says more than others`, representative(analysis, id, texts)),
    ),
    '',
    `Engine        ${analysis.engine}, parameters ${analysis.parameters}`,
    `Certificate   ${analysis.certificate}`,
  ]
  return `${lines.join('\n')}\n`
}

const number = (value: number): string => value.toLocaleString('en')
const share = (value: number): string => `${Math.round(value * 100)} %`

function groupsOf({ groups, noGroups }: Analysis): string {
  if (groups.length === 0) return noGroups === null ? 'none' : WHY_NO_GROUPS[noGroups]
  return groups.map(({ id, size }) => `${harmless(id)} ${number(size)}`).join(', ')
}

function sureness({ groups, steadiness, silhouette }: Analysis): string[] {
  if (steadiness === null) return []
  const between = groups.reduce((sum, group) => sum + group.between, 0)
  const clear = silhouette === null ? '' : `; silhouette ${silhouette.toFixed(2)}`
  return [
    `Steadiness    ${share(steadiness)} stay when a tenth of their votes is left out; ${number(between)} stand between groups${clear}`,
  ]
}

function slate({ slate: found }: Analysis, texts: Texts): string[] {
  return (found?.gjcr.statements ?? []).map((id) => `${id}  ${texts.get(id)}`)
}

function section(title: string, rows: readonly string[]): string[] {
  return ['', title, ...(rows.length === 0 ? ['  (nothing)'] : rows.map((row) => `  ${row}`))]
}

type Texts = ReadonlyMap<number, string>

function common({ results }: Analysis, texts: Texts): string[] {
  const score = ({ consensus }: StatementResult) => (consensus.listed === null ? 0 : (consensus[consensus.listed] ?? 0))
  return results
    .filter(({ consensus }) => consensus.listed !== null)
    .toSorted((a, b) => score(b) - score(a) || a.id - b.id)
    .slice(0, SHOWN)
    .map((result) => {
      const whole = result.consensus.overall?.[result.consensus.listed ?? 'agree'].share ?? 0
      return `${result.id}  ${share(whole)} ${result.consensus.listed}: ${texts.get(result.id)}`
    })
}

function divisive({ results }: Analysis, texts: Texts): string[] {
  return results
    .filter(({ divisiveness, state }) => state === 'live' && divisiveness !== null)
    .toSorted((a, b) => (b.divisiveness?.z ?? 0) - (a.divisiveness?.z ?? 0) || a.id - b.id)
    .slice(0, SHOWN)
    .map(({ id, divisiveness, byGroup }) => {
      const sides = (divisiveness?.groups ?? []).map((group) => {
        const { agrees, disagrees, passes } = byGroup[group] ?? { agrees: 0, disagrees: 0, passes: 0 }
        return `${harmless(group)} ${share(agrees / (agrees + disagrees + passes))}`
      })
      return `${id}  agree: ${sides.join(', ')}: ${texts.get(id)}`
    })
}

function representative(analysis: Analysis, group: string, texts: Texts): string[] {
  return (analysis.representative[group] ?? []).map(
    ({ statement, side, n, trials }) => `${statement}  ${share(n / trials)} ${side}: ${texts.get(statement)}`,
  )
}
