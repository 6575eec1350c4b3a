/** What an infrastructure has to pass: implement {@link dev.steward.machines.kit.Landlord}, and let a test class implement {@link dev.steward.machines.kit.MachinesKit}. */
package dev.steward.machines.kit;
