export type { Spaces } from './queries/spaces.ts'
