// Units in packages: so many packages, rounded up unless told otherwise, each at one price.
import { type Decimal, decimalOf, isZero, multiply } from "../decimal/decimal.ts";
import { divideRounded } from "../metering/transform.ts";
import type { PackagePrice } from "../model/pricingProgram.ts";
import { step, type TotalPrice } from "./price.ts";

export function packaged({ package_size, package_amount, round = "up" }: PackagePrice): TotalPrice {
  const size = decimalOf(package_size);
  const unitPrice = decimalOf(package_amount);
  const packagesIn = (quantity: Decimal): Decimal => divideRounded(quantity, size, round, 0);
  return {
    per: "total",
    amountAt: (quantity) => multiply(packagesIn(quantity), unitPrice),
    stepsAt(quantity) {
      if (isZero(quantity)) return [];
      const packages = packagesIn(quantity);
      const amount = multiply(packages, unitPrice);
      return [
        step("package", { quantity, package_size: size, round, packages, unit_price: unitPrice, amount }),
      ];
    },
    // A line counts units, and this is the price of a package.
    unitPriceAt: () => null,
    ...(round === "up" ? { shape: { bends: [], stair: size } } : {}),
  };
}
