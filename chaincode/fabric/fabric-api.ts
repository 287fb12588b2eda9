/**
 * The contract API's exports are assembled at run time, so Node finds no names in it: take them from the default.
 * `Context` must stay a value here: the decorators' metadata refers to it when the program runs.
 */
import api from 'fabric-contract-api';

export const { Context, Contract, Info, Param, Returns, Transaction } = api;
export type Context = InstanceType<typeof Context>;
