import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../places';

/** What jsii tells of a docstring. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly see?: string;
}

/** A reference to a type. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: TypeReference };
  readonly union?: { readonly types: readonly TypeReference[] };
}

/** A parameter of a method or a constructor. */
export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly docs?: Docs;
}

/** A method, property or enum member. */
export interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: TypeReference;
  readonly optional?: boolean;
  readonly overrides?: string;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

/** A class, interface or enum. */
export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  /** a struct: an interface of data */
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly initializer?: { readonly docs?: Docs; readonly parameters?: readonly Parameter[] };
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly members?: readonly Member[];
}

/** The public face of the package as jsii sees it: what every language gets. */
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: Type };
}

/** A member with the type that it is of. */
export interface MemberOfType {
  readonly type: Type;
  readonly member: Member;
  /** how a person names it */
  readonly where: string;
}

/** What `npx projen compile` wrote. */
export function readAssembly(): Assembly {
  return JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
}

/** A type's name without the package's. */
export function nameOf(type: Type): string {
  return type.fqn.split('.').slice(1).join('.');
}

/** Everything that a user can name: methods, properties and enum members. */
export function membersOf(assembly: Assembly): MemberOfType[] {
  return Object.values(assembly.types).flatMap((type) => [...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []]
    .map((member) => ({ type, member, where: `${nameOf(type)}.${member.name}` })));
}
